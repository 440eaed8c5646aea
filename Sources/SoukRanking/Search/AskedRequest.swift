import Foundation
import SoukSearch

/// What was asked for, without a photo: enough to ask again.
struct AskedRequest: Codable, Equatable {
    private var text: String
    private var weights: [String: Double]
    private var without: [String]
    private var categories: [String]
    private var near: String?
    private var kilometres: Double?
    private var filter: SearchFilter
    private var keeping: [String]
    private var order: ScanOrder?

    init(_ request: SearchRequest) {
        (text, weights, without) = (request.text, request.weights, request.without)
        (categories, near, kilometres) = (request.categories, request.near, request.kilometres)
        (filter, keeping, order) = (request.filter, request.keeping.sorted(), request.order)
    }

    var request: SearchRequest {
        SearchRequest(
            text, weights: weights, without: without, categories: categories, near: near,
            kilometres: kilometres, filter: filter, keeping: Set(keeping), order: order)
    }
}

/// A request and how far its answer was read: a cursor that holds it needs no storage.
///
/// Kept answers are the better pages, for they stay as they were; but only so many are kept, and a busy hour has
/// more. Who turns the page later gets it from the same search, made anew.
struct AskedAgain: Codable, Equatable {
    var asked: AskedRequest
    /// The rank of the last ranked result that was shown.
    var seen: Int { didSet { text = encoded } }
    private(set) var text = ""

    private enum CodingKeys: CodingKey { case asked, seen }

    /// A cursor is a part of an address.
    private static let longest = 1_500

    /// nil for a photo, which no cursor holds, and for a request that is too long for one.
    init?(_ request: SearchRequest, seen: Int) {
        guard request.photo == nil else { return nil }
        (asked, self.seen) = (AskedRequest(request), seen)
        text = encoded
        guard text.utf8.count <= Self.longest else { return nil }
    }

    init?(_ text: String) {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard text.utf8.count <= Self.longest, let data = Data(base64Encoded: base64 + padding),
            let found = try? JSONDecoder().decode(Self.self, from: data),
            (0...1_000_000_000).contains(found.seen)
        else { return nil }
        self = found
        self.text = text
    }

    private var encoded: String {
        ((try? JSONEncoder().encode(self)) ?? Data()).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
