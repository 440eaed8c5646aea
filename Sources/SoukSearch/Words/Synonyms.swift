public import Foundation
import SoukAnalysis

/// Other ways to say a word or a phrase.
///
/// A line of the file is a group that holds both ways (`sofa, couch, settee`) or a one-way rule
/// (`tv => television`); `#` begins a comment. Case, diacritics and endings do not matter. `no defaults` on a
/// line of its own replaces the list that Souk ships.
public struct Synonyms: Sendable, Equatable {
    public static let none = Synonyms(rules: [:])
    /// How many other ways a word may have; a file with more in one line is refused.
    public static let maximumGroup = 16
    /// How many words a phrase may have.
    package static let maximumWords = 4

    /// By the stems of a phrase.
    private var rules: [[String]: [[String]]]
    /// Whether the list says `no defaults`: it stands for itself and is not added to another.
    public private(set) var replacesDefaults = false

    private init(rules: [[String]: [[String]]]) { self.rules = rules }

    public init(contentsOf file: URL) throws(SynonymError) {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw .unreadable(path: file.path)
        }
        try self.init(text)
    }

    public init(_ text: String) throws(SynonymError) {
        rules = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let line = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty else { continue }
            if Self.words(line) == ["no", "defaults"] {
                replacesDefaults = true
                continue
            }
            try add(line, number: index + 1)
        }
    }

    private mutating func add(_ line: String, number: Int) throws(SynonymError) {
        let sides = line.components(separatedBy: "=>")
        guard sides.count <= 2 else {
            throw .malformed(line: number, found: line, expected: "at most one `=>`")
        }
        var groups: [[[String]]] = []
        for side in sides { groups.append(try Self.phrases(side, line: number, of: line)) }
        if groups.count == 2 {
            for phrase in groups[0] { add(groups[1], to: phrase) }
            return
        }
        guard groups[0].count > 1 else {
            throw .malformed(
                line: number, found: line, expected: "two words or more, separated by commas, or `a => b`")
        }
        for phrase in groups[0] { add(groups[0], to: phrase) }
    }

    /// This list with the rules of another.
    public func adding(_ other: Synonyms) -> Synonyms {
        var both = self
        for (key, others) in other.rules {
            for other in others where both.rules[key]?.contains(other) != true {
                both.rules[key, default: []].append(other)
            }
        }
        return both
    }

    private mutating func add(_ others: [[String]], to phrase: [String]) {
        let key = Self.key(phrase)
        for other in others where other != phrase && rules[key]?.contains(other) != true {
            rules[key, default: []].append(other)
        }
    }

    private static func phrases(
        _ side: String, line: Int, of text: String
    ) throws(SynonymError) -> [[String]] {
        var phrases: [[String]] = []
        for part in side.components(separatedBy: ",") {
            let words = words(part)
            guard !words.isEmpty else {
                throw .malformed(
                    line: line, found: text, expected: "a word on each side of every comma and arrow")
            }
            guard words.count <= maximumWords else {
                throw .malformed(
                    line: line, found: text, expected: "at most \(maximumWords) words in a phrase")
            }
            phrases.append(words)
        }
        guard phrases.count <= maximumGroup else {
            throw .malformed(line: line, found: text, expected: "at most \(maximumGroup) words in a line")
        }
        return phrases
    }

    static func words(_ text: String) -> [String] {
        analyzer.words(text)
    }

    private static let analyzer = TextAnalyzer()

    /// By which a phrase is looked up: the endings of its words do not matter.
    private static func key(_ words: [String]) -> [String] { words.map(analyzer.stem) }

    /// The other ways to say these words, as the index writes them; plurals find what their singular has.
    package func alternatives(to words: [String]) -> [[String]] {
        guard !rules.isEmpty, let found = rules[Self.key(words)] else { return [] }
        return found.filter { $0 != words }
    }
}

/// What is wrong with a synonyms file.
public enum SynonymError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String)
    case malformed(line: Int, found: String, expected: String)

    public var description: String {
        switch self {
        case .unreadable(let path):
            "Cannot read the synonyms file \(path): expected UTF-8 text. Check the path and save it as UTF-8."
        case .malformed(let line, let found, let expected):
            "Synonyms, line \(line): expected \(expected), found \"\(found.prefix(80))\". Mend or remove the line."
        }
    }
}
