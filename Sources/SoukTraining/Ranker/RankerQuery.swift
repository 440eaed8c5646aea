/// A query and its judged titles, as a cross-encoder learns from them.
public struct RankerQuery: Sendable, Codable, Equatable {
    public var text: String
    public var titles: [String]
    /// What people said of each title: 0 for the bottom of the scale, 1 for its top.
    public var grades: [Float]

    public init(text: String, titles: [String], grades: [Float]) {
        (self.text, self.titles, self.grades) = (text, titles, grades)
    }
}

extension Sequence<RankerQuery> {
    var pairCount: Int { reduce(0) { $0 + $1.titles.count } }
}
