import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch

/// A score taken apart: a bar a signal, in words.
struct BreakdownChart: Sendable, Equatable {
    var heading: String
    var bars: [Bar]
    /// The words that were matched, and how.
    var matches: String?
    var verdict: String?
    var folded: String?
    var score: String

    struct Bar: Sendable, Equatable {
        var label: String
        /// With its sign.
        var amount: String
        /// Of the chart's 100 units.
        var x: String
        var width: String
        var isAgainst: Bool
        /// What would be without it.
        var note: String?
    }

    /// The axis's place in a chart of 100 units: further right where something speaks against the listing.
    private static func axis(_ parts: [ScoreBreakdown.Part]) -> Double {
        let most = parts.map(\.contribution).max() ?? 0
        let least = parts.map(\.contribution).min() ?? 0
        guard least < 0 else { return 0 }
        return 100 * -least / max(most - least, .leastNonzeroMagnitude)
    }

    init(_ result: RankedResult) {
        let parts = result.breakdown.parts.filter {
            $0.contribution.isFinite && abs($0.contribution) >= 0.005
        }
        .sorted { abs($0.contribution) > abs($1.contribution) }
        let axis = Self.axis(parts)
        let span = (parts.map(\.contribution).max() ?? 0) - min(0, parts.map(\.contribution).min() ?? 0)
        let unit = 100 / max(span, max(parts.map { abs($0.contribution) }.max() ?? 0, .leastNonzeroMagnitude))
        bars = parts.map { part in
            let width = max(1, abs(part.contribution) * unit)
            return Bar(
                label: part.feature.definition?.title ?? part.feature.rawValue,
                amount: Self.signed(part.contribution),
                x: Self.plain(part.contribution < 0 ? axis - width : axis), width: Self.plain(width),
                isAgainst: part.contribution < 0,
                note: result.rankWithout.first { $0.feature == part.feature }.map {
                    "without it: place \($0.rank)"
                })
        }
        heading = "Why number \(result.rank)"
        score = Self.signed(result.score)
        matches = Self.matches(result.matches)
        verdict = result.probability.map {
            "\(Int((min(max($0, 0), 1) * 100).rounded())) % likely to be what you want"
        }
        folded =
            result.scoreRank == result.rank
            ? nil
            : "By score alone it would be number \(result.scoreRank): doubles are folded and variety is preferred."
    }

    private static func matches(_ matches: [MatchedWord]) -> String? {
        var seen: [String] = []
        for match in matches {
            let text =
                switch match.how {
                case .exact, .stem: match.word
                case .code:
                    match.word == match.term.lowercased() ? match.word : "\(match.word) (code \(match.term))"
                case .measure: "\(match.word) (measures \(match.term))"
                case .prefix: "\(match.word) (begins with \(match.term))"
                case .compound: "\(match.word) (written together)"
                case .synonym: "\(match.word) (means \(match.term))"
                case .typo: "\(match.word) (you typed \(match.term))"
                }
            if !seen.contains(text) { seen.append(text) }
        }
        return seen.isEmpty ? nil : seen.prefix(12).joined(separator: ", ")
    }

    private static func signed(_ value: Double) -> String {
        (value < 0 ? "−" : "+") + Figures.decimal(abs(value.isFinite ? value : 0), places: 2)
    }

    private static func plain(_ value: Double) -> String {
        Figures.decimal(min(max(value.isFinite ? value : 0, 0), 100), places: 1)
    }
}
