/// Cuts text into words as they are compared: the one analysis for what is indexed and for what is looked for.
///
/// A value may be used by any number of threads.
public struct TextAnalyzer: Sendable {
    /// Grows whenever the tokens or stems of a text change; an index of another version has other words in it.
    public static let version = 2

    private let stems: Stems

    /// - Parameter languages: whose endings ``stem(_:)`` takes off, one after the other.
    public init(languages: [StemLanguage] = [.english]) { stems = Stems(languages) }

    public var languages: [StemLanguage] { stems.languages }

    /// The tokens of a text in order of position; at each position the word first.
    public func tokens(_ text: String) -> [WordToken] {
        let folded = FoldedText(text)
        let atoms = AtomScanner.atoms(folded)
        var tokens: [WordToken] = []
        tokens.reserveCapacity(atoms.count)
        for (position, atom) in atoms.enumerated() {
            tokens.append(
                WordToken(form: atom.form, bytes: folded.source(atom.range), position: position))
        }
        let wholes = Wholes(atoms).found
        let measures = MeasureScanner.measures(atoms, folded)
        guard !wholes.isEmpty || !measures.isEmpty else { return tokens }
        for (range, form) in wholes { tokens.append(token(form, range, .whole, atoms, folded)) }
        for measure in measures {
            var token = token(measure.measure.form, measure.atoms, .measure, atoms, folded)
            if measure.signs > 0 {
                let end = atoms[measure.atoms.upperBound - 1].range.upperBound
                token.bytes =
                    token.bytes.lowerBound..<folded.source(end..<(end + measure.signs)).upperBound
            }
            tokens.append(token)
        }
        tokens.sort {
            ($0.position, $0.kind.rawValue, $0.width, $0.form) < (
                $1.position, $1.kind.rawValue, $1.width, $1.form
            )
        }
        return tokens
    }

    private func token(
        _ form: String, _ range: Range<Int>, _ kind: WordToken.Kind, _ atoms: [Atom], _ folded: FoldedText
    ) -> WordToken {
        let source = atoms[range.lowerBound].range.lowerBound..<atoms[range.upperBound - 1].range.upperBound
        return WordToken(
            form: form, bytes: folded.source(source), position: range.lowerBound, width: range.count,
            kind: kind)
    }

    /// The words of a text alone, one a position.
    public func words(_ text: String) -> [String] {
        AtomScanner.atoms(FoldedText(text)).map(\.form)
    }

    /// What a word's forms have in common: `scarves` and `scarf`, `chairs` and `chair`, `colors` and `colour`. Words
    /// with digits are codes, which have no endings.
    public func stem(_ form: String) -> String { stems.stem(form) }
}
