import SoukEvaluation
import SoukModels

extension CrossEncoder: PairReader {
    public func scores(_ pairs: [(query: String, title: String)]) throws -> [Float] {
        try scores(pairs.map { tokens(query: $0.query, title: $0.title) })
    }
}
