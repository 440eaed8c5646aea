import SoukEvaluation

extension RankerTrainer.Examples {
    /// The training queries of a table: nine of ten to learn from, the tenth to choose by and to weigh by.
    public init(_ table: JudgementTable, split: QuerySplit) {
        let gain = table.gain
        func queries(_ queries: [JudgedQuery]) -> [RankerQuery] {
            queries.map { query in
                RankerQuery(
                    text: query.text, titles: query.judgements.map(\.title),
                    grades: query.judgements.map { Float(gain.share($0.relevance)) })
            }
        }
        let parts = QuerySplit(trainFraction: 0.9, seed: split.seed &+ 1)
            .parts(split.parts(table.queries).train)
        self.init(training: queries(parts.train), validation: queries(parts.test))
    }
}
