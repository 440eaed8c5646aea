import SoukTensors

/// Pairs of one batch: each text once, and where its tokens stand in the pairs.
struct PairBatch {
    /// Every text of the pairs once, queries and titles in batches of their own.
    let queries, titles: TokenBatch
    /// int64 `[pairs · length]`: the row of the queries' tokens, then the titles', that stands at a place.
    let places: Tensor
    /// int32 `[pairs, length]`, see `PairTokens.kinds`; 0 in the padding.
    let kinds: Tensor
    /// Bool `[pairs, length]`: of the query's tokens, of the title's, and of both.
    let queryMask, titleMask, mask: Tensor
    let isPadded: Bool
    let length: Int

    init(_ pairs: [PairTokens], device: Device) throws(TensorError) {
        let (queryRows, titleRows) = (Rows(pairs.map(\.query)), Rows(pairs.map(\.title)))
        queries = try TokenBatch(queryRows.sequences, device: device)
        titles = try TokenBatch(titleRows.sequences, device: device)
        let length = pairs.reduce(0) { max($0, $1.count) }
        let (queryWidth, titleWidth) = (queries.shape[1], titles.shape[1])
        let titleStart = queryRows.sequences.count * queryWidth
        var (places, kinds): ([Int64], [Int32]) = ([], [])
        var (asked, told): ([Bool], [Bool]) = ([], [])
        for (number, pair) in pairs.enumerated() {
            let padding = length - pair.count
            let query = queryRows.row[number] * queryWidth
            let title = titleStart + titleRows.row[number] * titleWidth
            places += (0..<pair.query.count).map { Int64(query + $0) }
            places += (0..<pair.title.count).map { Int64(title + $0) }
            places += repeatElement(0, count: padding)
            kinds += pair.kinds + repeatElement(0, count: padding)
            asked += repeatElement(true, count: pair.query.count)
            asked += repeatElement(false, count: length - pair.query.count)
            told += repeatElement(false, count: pair.query.count)
            told += repeatElement(true, count: pair.title.count)
            told += repeatElement(false, count: padding)
        }
        let shape = [pairs.count, length]
        self.length = length
        self.places = try Tensor(places, shape: [places.count]).to(device)
        self.kinds = try Tensor(kinds, shape: shape).to(device)
        queryMask = try Tensor(asked, shape: shape).to(device)
        titleMask = try Tensor(told, shape: shape).to(device)
        mask = try Tensor(zip(asked, told).map { $0 || $1 }, shape: shape).to(device)
        isPadded = pairs.contains { $0.count < length }
    }

    /// The states of all texts' tokens, `[texts, length, width]`, in the places of the pairs.
    func arranged(_ queries: Tensor, _ titles: Tensor) throws(TensorError) -> Tensor {
        let width = queries.shape[2]
        let rows = try Tensor.concatenate([
            queries.reshaped([-1, width]), titles.reshaped([-1, width]),
        ])
        return try rows.selecting(places).reshaped([mask.shape[0], length, width])
    }

    /// Sequences, each once, and the row of each that was given.
    private struct Rows {
        private(set) var sequences: [[Int32]] = []
        private(set) var row: [Int] = []

        init(_ all: [[Int32]]) {
            var known: [[Int32]: Int] = [:]
            for sequence in all {
                let place = known[sequence] ?? sequences.count
                if place == sequences.count {
                    known[sequence] = place
                    sequences.append(sequence)
                }
                row.append(place)
            }
        }
    }
}
