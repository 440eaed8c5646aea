import SoukCatalog
import HTTPTypes

/// One operation of the API: what the router serves and the document describes.
struct Endpoint: Sendable {
    var method: HTTPRequest.Method
    /// With parameters in braces: `/v1/listings/{id}`.
    var path: String
    /// The operation's id, unique and stable.
    var operation: String
    var group: Group
    var summary: String
    var note: String?
    /// nil: anyone, also where reading needs a token.
    var role: Role?
    var parameters: [Parameter] = []
    var body: Body?
    var answers: [Answer]
    /// Statuses of the problems it may answer with, beside those that any operation may.
    var problems: [Int] = []

    enum Group: String, Sendable, CaseIterable {
        case search, listings, photos, buyers, models, compatibility, service
    }

    struct Parameter: Sendable {
        enum Place: String, Sendable {
            case path, query
        }

        var name: String
        var place: Place
        var schema: Schema
        var note: String
        var example: JSON?
    }

    enum Body: Sendable {
        /// With an example for each use.
        case json(Schema, examples: [String: JSON])
        /// A value a line.
        case lines(Schema, example: [JSON])
        /// The bytes of a photo.
        case photo
        case form
    }

    struct Answer: Sendable {
        var status: Int
        var note: String
        var content: Content

        enum Content: Sendable {
            case none
            case json(Schema, example: JSON)
            case lines(Schema, example: [JSON])
            case photo
            case text
            case anyJSON
        }
    }
}

extension Endpoint.Parameter {
    static func path(_ name: String, _ schema: Schema, _ note: String, example: JSON) -> Self {
        Self(name: name, place: .path, schema: schema, note: note, example: example)
    }

    static func query(_ name: String, _ schema: Schema, _ note: String, example: JSON? = nil) -> Self {
        Self(name: name, place: .query, schema: schema, note: note, example: example)
    }
}

extension Endpoint.Answer {
    static func json(_ note: String, _ schema: Schema, example: JSON) -> Self {
        json(200, note, schema, example: example)
    }

    static func json(_ status: Int, _ note: String, _ schema: Schema, example: JSON) -> Self {
        Self(status: status, note: note, content: .json(schema, example: example))
    }
}
