/// What a labelled item is used for.
public enum SplitPart: String, CaseIterable, Sendable, Codable {
    case train, validation, test

    /// The share of items that a part aims at: 70, 15 and 15 %.
    public var share: Double {
        switch self {
        case .train: 0.7
        case .validation, .test: 0.15
        }
    }
}

/// What is kept together when the parts are drawn.
public enum SplitKind: String, CaseIterable, Sendable, Codable {
    /// Whole duplicate groups of listings: nothing that is alike crosses. The honest one.
    case listing
    /// Single photos, whatever they show: flatters, but is what the reference results use.
    case photo

    /// The seed of the split that an import makes.
    public static let defaultSeed: UInt64 = 42
}
