import SoukRanking

/// All listings of a table of judgements, each once: the haystack of its queries.
public struct TitleShelf: Sendable {
    /// The title, and the description where the table has one.
    public let texts: [String]
    /// The title alone.
    let titles: [String]
    let terms: [[Term]]
    let statistics: TermStatistics
    private let places: [String: Int]
    private let postings: [String: [(title: Int32, count: Float)]]

    public init(_ queries: [JudgedQuery]) {
        var places: [String: Int] = [:]
        var texts: [String] = []
        var titles: [String] = []
        for judgement in queries.lazy.flatMap(\.judgements) where places[judgement.listing] == nil {
            places[judgement.listing] = texts.count
            titles.append(judgement.title)
            texts.append(
                judgement.description.isEmpty
                    ? judgement.title : judgement.title + ". " + judgement.description)
        }
        (self.places, self.texts, self.titles) = (places, texts, titles)
        terms = titles.map(Term.read)
        statistics = TermStatistics(terms)
        var postings: [String: [(title: Int32, count: Float)]] = [:]
        for (place, text) in texts.enumerated() {
            var counts: [String: Float] = [:]
            for term in titles[place] == text ? terms[place] : Term.read(text) {
                counts[term.text, default: 0] += 1
            }
            for (term, count) in counts { postings[term, default: []].append((Int32(place), count)) }
        }
        self.postings = postings
    }

    public var count: Int { texts.count }

    /// The place of a judged listing.
    func place(of judgement: Judgement) -> Int { places[judgement.listing] ?? 0 }
}

extension TitleShelf {
    /// BM25 of every listing for a query (Robertson and Zaragoza 2009, k1 1.2, b 0.75); 0 where nothing matches.
    func wordScores(_ query: String, lengths: TextLengths) -> [Float] {
        var scores = [Float](repeating: 0, count: count)
        let all = Term.read(query)
        let telling = all.filter { $0.kind != .function }
        for term in telling.isEmpty ? all : telling {
            let weight = Float(statistics.weight(term.text))
            for (title, count) in postings[term.text] ?? [] {
                let norm = lengths.norms[Int(title)]
                scores[Int(title)] += weight * count * 2.2 / (count + norm)
            }
        }
        return scores
    }

    /// What BM25 divides by for each text's length.
    struct TextLengths {
        let norms: [Float]

        init(_ shelf: TitleShelf) {
            var lengths = [Float](repeating: 0, count: shelf.count)
            for list in shelf.postings.values {
                for (title, count) in list { lengths[Int(title)] += count }
            }
            let mean = max(1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
            norms = lengths.map { 1.2 * (0.25 + 0.75 * $0 / mean) }
        }
    }
}
