import SoukCatalog
import SoukRanking

extension PhotoAnswer {
    /// One line for a terminal.
    public var text: String {
        let name = Figures.printable(photo)
        if let error { return "\(name)  error: \(error)" }
        guard let category, let probability else { return "\(name)  no answer" }
        let guess = "\(category)  \(Figures.percent(probability))"
        let others = alternatives.map { "\($0.category) \(Figures.percent($0.probability))" }.joined(
            separator: ", ")
        return "\(name)  \(isSure ? guess : "not sure; perhaps \(guess)")  (\(others))"
    }
}
