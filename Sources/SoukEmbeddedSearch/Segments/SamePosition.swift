import CSoukPostings

/// The mark of a token that stands where the token before it does.
enum SamePosition {
    static let bit = UInt32(1) << 31
}
