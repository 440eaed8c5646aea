import SoukCatalog
import SoukMarketplace

/// What became of a change of a listing.
public struct ReceiptAnswer: Sendable, Encodable {
    public var id: String
    public var outcome: Outcome
    /// What cleaning repaired, in short phrases.
    public var repairs: [String]

    public enum Outcome: String, Sendable, Encodable, CaseIterable {
        case created, updated, deleted
    }

    var status: Int { outcome == .created ? 201 : 200 }

    static let schema = Schema.object(
        "Receipt", nil,
        [
            .required("id", .text()), .required("outcome", .choice(Outcome.allCases.map(\.rawValue))),
            .required("repairs", .array(.text(), 0...1_000, "What cleaning repaired.")),
        ])
    static let example: JSON = ["id": "b-1042", "outcome": "created", "repairs": []]
}

/// What became of a photo.
public struct PhotoReceiptAnswer: Sendable, Encodable {
    public var listing: String
    public var n: Int
    public var repairs: [String]

    static let schema = Schema.object(
        "PhotoReceipt", nil,
        [
            .required("listing", .text()), .required("n", .integer(0...99)),
            .required("repairs", .array(.text(), 0...100, "What cleaning repaired.")),
        ])
    static let example: JSON = [
        "listing": "b-1042", "n": 0, "repairs": ["turned upright from EXIF orientation 6"],
    ]
}

extension ReceiptAnswer {
    init(_ receipt: ListingReceipt) {
        self.init(
            id: receipt.id, outcome: receipt.isNew ? .created : .updated,
            repairs: Verdict(receipt.verdict)?.repairs ?? [])
    }
}

extension PhotoReceiptAnswer {
    init(_ receipt: PhotoReceipt) {
        self.init(
            listing: receipt.listing, n: receipt.ordinal, repairs: Verdict(receipt.verdict)?.repairs ?? [])
    }
}
