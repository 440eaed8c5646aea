import SoukCatalog
import SoukModels

/// Judged queries as token pairs, in batches of like length.
struct RankerExamples {
    let queries: [Example]

    struct Example {
        var pairs: [PairTokens]
        var grades: [Float]

        var longest: Int { pairs.reduce(0) { max($0, $1.count) } }
    }

    init(_ queries: [RankerQuery], _ model: CrossEncoder) {
        self.queries = queries.map { query in
            let asked = model.tokens(query: query.text)
            return Example(
                pairs: query.titles.map { PairTokens(query: asked, title: model.tokens(title: $0)) },
                grades: query.grades)
        }
    }

    /// Queries by batch, drawn by seed: of each 600 those of like length go together, whole, until a batch has
    /// so many pairs.
    func batches(pairs: Int, seed: UInt64) -> [[Int]] {
        var generator = SplitMix64(seed: seed)
        let order = queries.indices.filter { !queries[$0].pairs.isEmpty }.shuffled(using: &generator)
        var batches: [[Int]] = []
        for start in stride(from: 0, to: order.count, by: 600) {
            let pool = order[start..<min(start + 600, order.count)]
                .sorted { (queries[$0].longest, $0) < (queries[$1].longest, $1) }
            var (batch, count): ([Int], Int) = ([], 0)
            for query in pool {
                batch.append(query)
                count += queries[query].pairs.count
                guard count >= pairs else { continue }
                batches.append(batch)
                (batch, count) = ([], 0)
            }
            if !batch.isEmpty { batches.append(batch) }
        }
        return batches.shuffled(using: &generator)
    }
}
