import SoukCatalog
import Foundation
import Hummingbird

/// A request that was held against its endpoint's description: what is here has the types that it promises.
struct Call: Sendable {
    let request: Request
    let context: SoukRequestContext
    /// Of path and query, by name.
    let parameters: [String: JSON]
    /// Null where the endpoint takes no JSON.
    let body: JSON

    /// A path parameter; the endpoint declares it, so it is there.
    func path(_ name: String) -> String { parameters[name]?.text ?? "" }
}

extension Endpoint {
    /// Reads path and query.
    ///
    /// - Throws: `request.malformed` for what cannot be decoded, `request.invalid` for what is not as described.
    func readParameters(_ request: Request, _ context: SoukRequestContext) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in parameters where parameter.place == .path {
            let raw = context.parameters.get(parameter.name) ?? ""
            guard let text = PercentCoding.decode(raw) else {
                throw Problem.invalid(
                    "path \(parameter.name)", "It is not percent-encoded UTF-8.", status: .badRequest)
            }
            values[parameter.name] = try parameter.read([text])
        }
        let query = parameters.filter { $0.place == .query }
        let fields = try QueryString.fields(request.uri.query ?? "")
        for (name, texts) in fields {
            guard let parameter = query.first(where: { $0.name == name }) else {
                let known = query.map(\.name)
                throw Problem.invalid(
                    "query \(Schema.quoted(name))", "This parameter is not known.",
                    next: NearestName.question(name, among: known)
                        ?? (known.isEmpty
                            ? "Leave it out: this route takes none."
                            : "Known are \(known.joined(separator: ", "))."))
            }
            values[name] = try parameter.read(texts)
        }
        return values
    }
}

extension Endpoint.Parameter {
    /// From the texts of a URL to the JSON value of the schema.
    fileprivate func read(_ texts: [String]) throws -> JSON {
        let location = "\(place.rawValue) \(name)"
        let value: JSON
        switch schema.kind {
        case .array(let item, _), .oneOrMore(let item, _):
            value = .array(texts.map { Self.value($0, item) })
        default:
            guard texts.count == 1 else {
                throw Problem.invalid(location, "It is there \(texts.count) times.", next: "Give it once.")
            }
            value = Self.value(texts[0], schema)
        }
        do throws(SchemaFault) { try schema.check(value) } catch {
            throw Problem.invalid(
                location, "Expected \(error.expected), found \(Self.found(value, error))", next: error.remedy)
        }
        return value
    }

    private static func found(_ value: JSON, _ fault: SchemaFault) -> String {
        value.text.map { Schema.quoted($0) + "." } ?? fault.found + "."
    }

    /// Text that is not of the wanted kind stays text, and is refused by the schema.
    private static func value(_ text: String, _ schema: Schema) -> JSON {
        switch schema.kind {
        case .integer, .number:
            guard let number = try? JSONParser.parse(text.utf8), number.decimal != nil else {
                return .string(text)
            }
            return number
        case .boolean: return text == "true" ? true : text == "false" ? false : .string(text)
        default: return .string(text)
        }
    }
}
