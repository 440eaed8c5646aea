import SoukCatalog
public import SoukEvaluation

/// A prediction that was sure and wrong: often the label is to blame.
public struct Mistake: Sendable {
    public var photo: ReportPhoto?
    public var title: String
    public var truth: String
    public var predicted: String
    /// Of the predicted category.
    public var probability: Double

    public init(photo: ReportPhoto?, title: String, truth: String, predicted: String, probability: Double) {
        self.photo = photo
        self.title = title
        self.truth = truth
        self.predicted = predicted
        self.probability = probability
    }

    static func gallery(_ mistakes: [Mistake]) -> HTML {
        let items = mistakes.map { mistake in
            """
            <li>\(mistake.photo?.html ?? "<span class=\"none\">no picture</span>")
            <p>\(mistake.title)</p>
            <p>seller: \(mistake.truth)</p>
            <p class="wrong">model: \(mistake.predicted), \(Figures.percent(mistake.probability))</p></li>
            """ as HTML
        }
        return "<ul class=\"gallery\">\n\(items)\n</ul>"
    }
}

extension Predictions {
    /// The examples that are wrong, the surest first; of each listing only its surest one.
    public func mostConfidentMistakes(limit: Int, listings: [String]? = nil) -> [Int] {
        var seen: Set<String> = []
        return (0..<count).filter { !isCorrect($0) }
            .sorted { (confidence($0), $1) > (confidence($1), $0) }
            .filter { example in
                guard let listings, listings.indices.contains(example) else { return true }
                return seen.insert(listings[example]).inserted
            }
            .prefix(max(limit, 0)).map { $0 }
    }
}
