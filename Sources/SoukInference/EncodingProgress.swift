/// What is encoded.
public enum EncodedItems: String, Sendable { case photos, titles, descriptions, queries, listings, pairs }

/// What is told while content is encoded: what it is, how much is done, and of how much that was not known before.
public typealias EncodingProgress = (_ items: EncodedItems, _ done: Int, _ total: Int) -> Void
