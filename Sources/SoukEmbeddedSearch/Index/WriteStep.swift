import SoukSearch

/// Moments of a write at which a killed program must leave a whole index behind; tests kill it there.
enum WriteStep: String, CaseIterable, Sendable {
    /// Documents and words are changed, nothing is kept yet.
    case changing
    /// Documents, words and the journal of vectors are kept.
    case committed
    /// The vector store has taken the journal in.
    case applied
    /// The journal is empty again.
    case cleared
}
