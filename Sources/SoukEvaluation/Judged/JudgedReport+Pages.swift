import SoukCatalog
import SoukRanking

extension JudgedReport {
    /// The report for people.
    public var forPeople: RetrievalReport {
        let trial = RetrievalReport.Trial(
            name: "judgements", title: "Judged queries", queries: queries, haystack: titles,
            systems: JudgedSystem.allCases.compactMap { system in
                systems[system].map { found in
                    RetrievalReport.System(
                        name: system.rawValue, title: system.title,
                        figures: [
                            .init(name: "ndcg@10", estimate: found.ndcg),
                            .init(name: "recall@10", estimate: found.recall),
                        ], isOwn: system == .learnedFusion)
                }
            },
            differences: differences.flatMap { difference in
                [("ndcg@10", difference.ndcg), ("recall@10", difference.recall)].map { name, comparison in
                    RetrievalReport.Difference(
                        system: difference.system.title, part: difference.part.title, figure: name,
                        comparison: comparison)
                }
            })
        return RetrievalReport(
            title: "Search, judged by people",
            lead: """
                NDCG@10 orders the judged titles of a query, with gains 2^(relevance - lowest) - 1; recall@10 \
                looks for a query's relevant titles among all \(Figures.grouped(titles)). Equal scores count \
                as in random order.
                """, trials: [trial])
    }
}
