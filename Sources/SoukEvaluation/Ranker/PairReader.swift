/// Reads query and title together: a logit, any number, for each pair.
public protocol PairReader: Sendable {
    func scores(_ pairs: [(query: String, title: String)]) throws -> [Float]
}
