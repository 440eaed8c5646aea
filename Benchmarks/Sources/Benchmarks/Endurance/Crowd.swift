import SoukCatalog
import Foundation

/// The people of an endurance run: what they look for, and the listings that they have put up themselves.
actor Crowd {
    /// One act, ready to be sent.
    struct Errand: Sendable {
        var act: Act
        var method: String
        var path: String
        var query: [String: String] = [:]
        var body: Data?
        var type: String?
        /// Answers other than 2xx that are right, too: another may have sold the listing meanwhile.
        var accepted: Set<Int> = []
    }

    private let queries: [String]
    private var listings: [String]
    private let photos: [Data]
    private var own: [String] = []
    private var made = 0
    private let run: String
    private var random: SplitMix64

    private static let buyers = 200
    private static let most = 200

    /// - Parameters:
    ///   - listings: ids that are on sale.
    ///   - queries: texts to search for, such as their titles.
    ///   - photos: files to search with and to upload.
    init(listings: [String], queries: [String], photos: [Data], seed: UInt64) {
        (self.listings, self.queries, self.photos) = (listings, queries, photos)
        run = "endurance-\(seed)-\(UUID().uuidString.prefix(8).lowercased())"
        random = SplitMix64(seed: seed)
    }

    func next() throws -> Errand { try errand(for: Act.random(using: &random)) }

    /// What takes away all that the run put up.
    func farewell() -> [Errand] {
        defer { own = [] }
        return own.map(deletion)
    }

    private func errand(for act: Act) throws -> Errand {
        let buyer = "\(run)-buyer-\(Int.random(in: 0..<Self.buyers, using: &random))"
        switch act {
        case .searchWords:
            return Errand(act: act, method: "GET", path: "v1/search", query: ["q": words()])
        case .searchPhoto where !photos.isEmpty: return try photoSearch(act, words: nil)
        case .searchBoth where !photos.isEmpty: return try photoSearch(act, words: words())
        case .readListing where !listings.isEmpty:
            return Errand(act: act, method: "GET", path: "v1/listings/\(anyListing())")
        case .similar where !listings.isEmpty:
            return Errand(act: act, method: "GET", path: "v1/listings/\(anyListing())/similar")
        case .recommend:
            return Errand(act: act, method: "GET", path: "v1/buyers/\(buyer)/recommendations")
        case .events where !listings.isEmpty: return try events(of: buyer)
        case .patchListing where !own.isEmpty:
            let price = "£\(Int.random(in: 1...500, using: &random))"
            return try write(.patchListing, "PATCH", "v1/listings/\(anyOwn())", ["price": price])
        case .putPhoto where !own.isEmpty && !photos.isEmpty:
            return Errand(
                act: act, method: "PUT", path: "v1/listings/\(anyOwn())/photos/0", body: anyPhoto(),
                type: "image/jpeg", accepted: [404])
        case .deleteListing where !own.isEmpty: return deletion(removeOwn())
        case .putListing where own.count >= Self.most: return deletion(removeOwn())
        case .putListing, .patchListing, .putPhoto, .deleteListing: return try offer()
        default: return Errand(act: .searchWords, method: "GET", path: "v1/search", query: ["q": words()])
        }
    }

    private func offer() throws -> Errand {
        made += 1
        let id = "\(run)-\(made)"
        own.append(id)
        return try write(
            .putListing, "PUT", "v1/listings/\(id)",
            [
                "title": words(), "description": "Number \(made): \(words()), \(words()).",
                "price": "£\(Int.random(in: 1...500, using: &random))", "town": "Leeds",
            ])
    }

    private func events(of buyer: String) throws -> Errand {
        let actions = ["view", "view", "view", "save", "message", "dismissed"]
        let events = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            [
                "buyer": buyer, "listing": anyListing(),
                "action": actions.randomElement(using: &random) ?? "view",
            ]
        }
        return try write(.events, "POST", "v1/events", ["events": events])
    }

    private func photoSearch(_ act: Act, words: String?) throws -> Errand {
        var body: [String: Any] = ["photo": ["base64": anyPhoto().base64EncodedString()]]
        if let words { body["query"] = words }
        return try write(act, "POST", "v1/search", body)
    }

    private func write(_ act: Act, _ method: String, _ path: String, _ json: [String: Any]) throws -> Errand {
        Errand(
            act: act, method: method, path: path,
            body: try JSONSerialization.data(withJSONObject: json, options: [.sortedKeys]),
            type: "application/json", accepted: act == .patchListing ? [404] : [])
    }

    private func deletion(_ id: String) -> Errand {
        Errand(act: .deleteListing, method: "DELETE", path: "v1/listings/\(id)", accepted: [404])
    }

    // MARK: Choices

    private func anyListing() -> String { listings.randomElement(using: &random) ?? "" }
    private func anyOwn() -> String { own.randomElement(using: &random) ?? "" }
    private func removeOwn() -> String { own.remove(at: Int.random(in: 0..<own.count, using: &random)) }
    private func anyPhoto() -> Data { photos.randomElement(using: &random) ?? Data() }

    private func words() -> String {
        let title = queries.randomElement(using: &random) ?? "sofa"
        let words = title.split(separator: " ")
        return words.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
            .joined(separator: " ")
    }
}
