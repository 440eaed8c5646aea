import SoukCatalog
import SoukRanking

extension JudgedReport {
    /// The report for people.
    public var forPeople: RetrievalReport {
        let titles = Dictionary(order.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
        let trial = RetrievalReport.Trial(
            name: "judgements", title: "Judged queries", queries: queries, haystack: listings,
            systems: order.compactMap { system in
                systems[system.name].map { found in
                    RetrievalReport.System(
                        name: system.name, title: system.title,
                        figures: [
                            .init(name: "ndcg@10", estimate: found.ndcg),
                            .init(name: "recall@10", estimate: found.recall),
                        ], isOwn: system.isOwn)
                }
            },
            differences: differences.flatMap { difference in
                [("ndcg@10", difference.ndcg), ("recall@10", difference.recall)].map { name, comparison in
                    RetrievalReport.Difference(
                        system: titles[difference.system] ?? difference.system,
                        part: titles[difference.part] ?? difference.part, figure: name,
                        comparison: comparison)
                }
            })
        let left =
            learnedQueries > 0
            ? " \(Figures.grouped(learnedQueries)) queries are left out: the ranking model may have learned from them."
            : ""
        return RetrievalReport(
            title: "Search on judged queries",
            lead: """
                Ranking model \(ranking), SHA-256 \(rankingHash.prefix(12)). NDCG@10 orders the judged listings of a query, \
                with gains 2^(relevance - lowest) - 1; recall@10 looks for a query's relevant listings among all \
                \(Figures.grouped(listings)). Equal scores count as in random order.\(left)
                """, trials: [trial])
    }
}
