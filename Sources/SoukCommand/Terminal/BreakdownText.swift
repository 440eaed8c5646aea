import SoukRanking
import SoukSearch

/// A score taken apart, with a bar for each part.
enum BreakdownText {
    private static let width = 24

    static func text(_ result: RankedResult) -> String {
        let used = result.breakdown.parts.filter { $0.contribution != 0 }
        let largest = used.map { abs($0.contribution) }.max() ?? 1
        let name = used.map(\.feature.rawValue.count).max() ?? 0
        var lines = ["\(result.rank). \(result.listing.title)  \(ResultTable.decimal(result.score))"]
        for part in used {
            let length = Int((abs(part.contribution) / largest * Double(width)).rounded())
            let bar = String(repeating: part.contribution < 0 ? "░" : "█", count: max(1, length))
            let label =
                part.feature.rawValue + String(repeating: " ", count: name - part.feature.rawValue.count)
            let without = result.rankWithout.first { $0.feature == part.feature }
            lines.append(
                "   \(label)  \(bar) \(ResultTable.decimal(part.contribution))"
                    + (part.raw.map { "  (\(ResultTable.decimal($0)))" } ?? "")
                    + (without.map { "  without it this would be rank \($0.rank)" } ?? ""))
        }
        if !result.matches.isEmpty { lines.append("   matched: " + matched(result.matches)) }
        if let probability = result.probability {
            lines.append("   relevant with probability \(ResultTable.decimal(probability))")
        }
        if !result.duplicates.isEmpty {
            lines.append("   stands for the same in: " + result.duplicates.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    private static func matched(_ matches: [MatchedWord]) -> String {
        var seen: [String] = []
        for match in matches {
            let text =
                match.how == .exact ? match.word : "\(match.word) (\(match.how.rawValue) of \(match.term))"
            if !seen.contains(text) { seen.append(text) }
        }
        return seen.joined(separator: ", ")
    }
}
