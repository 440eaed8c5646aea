/// Where a listing is in its life; what cleaning said of it is its ``Verdict``.
public enum Lifecycle: String, Sendable, Codable, CaseIterable {
    case onSale = "on_sale"
    /// Promised to a buyer, and still shown.
    case reserved
    case sold
    /// Taken back by its seller.
    case withdrawn
    /// Its time on the marketplace has run out.
    case expired

    /// Whether buyers see such a listing.
    public var isShown: Bool { self == .onSale || self == .reserved }

    /// For people: `on sale`.
    public var words: String { self == .onSale ? "on sale" : rawValue }
}
