/// One listing of the sample, before it is written down.
struct Offer: Sendable {
    let id: String
    let kind: ItemKind
    let look: Look
    /// Where the seller filed it: wrong, now and then.
    let path: [String]
    let isMisfiled: Bool
    /// The place of the earlier listing that this one repeats.
    let repeats: Int?
    let title: String
    /// Empty where its seller says none.
    let maker: String
    let description, price: String
    let town: Town
    let date: String
    let damages: [Damage]
    var shots: [Shot]
}

/// One photo of an offer.
struct Shot: Sendable {
    let id: String
    let reference: String
    let sceneSeed: UInt64
    /// A repeated listing's photo that was saved once more, with a lower JPEG quality.
    var isResaved = false
    var defect: BrokenPhoto?
    /// The row is there, the file is not.
    var isLost = false
}
