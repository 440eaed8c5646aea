/// One of several workers that share a piece of work.
///
/// Work is cut into lots, which depend on what is to be done and never on how many do it: a worker takes every lot whose
/// number leaves its own when divided by their count. So the results of one worker and of many are the same, and their
/// count may change between two runs.
public struct WorkShard: Sendable, Equatable {
    /// From 0.
    public let index: Int
    public let count: Int

    /// The only worker.
    public static let only = WorkShard(only: ())

    private init(only: Void) { (index, count) = (0, 1) }

    /// nil unless `index` is below `count`.
    public init?(index: Int, count: Int) {
        guard count > 0, (0..<count).contains(index) else { return nil }
        (self.index, self.count) = (index, count)
    }

    /// Reads `2/8`: the third of eight.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
        self.init(index: index, count: count)
    }

    public var text: String { "\(index)/\(count)" }

    package func takes(_ lot: Int) -> Bool { lot % count == index }
}
