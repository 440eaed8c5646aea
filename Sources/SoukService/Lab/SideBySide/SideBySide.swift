import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace
import SoukRanking
import SoukSearch

/// Two settings' answers to one query, beside each other.
struct SideBySidePage: Sendable {
    var frame = LabFrame(title: "Side by side", isCompare: true)
    var query: String
    var left: Side
    var right: Side
    var hasAnswers: Bool
    /// What both have in common; nil before a query.
    var overlap: String?

    struct Side: Sendable {
        var field: String
        var heading: String
        var systems: [Choice]
        var generations: [Choice]
        var results: [Result] = []
        var verdict = ""
        var time = ""
        /// Why this side has no answer.
        var fault: String?
    }

    struct Choice: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    struct Result: Sendable {
        var rank: Int
        var id: String
        var title: String
        var details: String
        var score: String
        /// Its place on the other side: `4`, or `not there`.
        var elsewhere: String
        var isMoved: Bool
    }
}

extension LabSite {
    static let comparedResults = 20

    func sideBySide(_ form: SentForm) async throws -> Response {
        let generations = try await marketplace.generations.list(.names).filter { $0.damage == nil }
            .map(\.name)
        let query = String((form["q"] ?? "").prefix(500))
        let settings = [setting(form, "a", .fusion, generations), setting(form, "b", .words, generations)]
        var answers: [Answer] = []
        for setting in query.isEmpty ? [] : settings { answers.append(await answer(query, setting)) }
        let sides = zip(["a", "b"], settings).enumerated().map { place, pair in
            side(
                pair.0, pair.1, generations, answers.isEmpty ? nil : answers[place],
                answers.isEmpty ? nil : answers[1 - place])
        }
        return try html(
            SideBySidePage(
                query: query, left: sides[0], right: sides[1], hasAnswers: !answers.isEmpty,
                overlap: Self.overlap(answers)), "compare")
    }

    private struct Answer: Sendable {
        var found: SearchAnswer?
        var fault: String?
        var ids: [String] { found?.results.map(\.listing.id) ?? [] }
    }

    private func setting(
        _ form: SentForm, _ side: String, _ usual: RankingSystem, _ generations: [String]
    ) -> LabSetting {
        LabSetting(
            generation: form["\(side)-index"].flatMap { generations.contains($0) ? $0 : nil },
            system: form[side].flatMap(RankingSystem.init(rawValue:)) ?? usual)
    }

    private func answer(_ query: String, _ setting: LabSetting) async -> Answer {
        do {
            var request = SearchRequest(query, limit: Self.comparedResults)
            request.keepsPages = false
            return Answer(found: try await engines.pipeline(setting).search(request))
        } catch {
            let problem = Problem(from: error)
            return Answer(
                fault: [problem.detail ?? problem.title, problem.next].compactMap { $0 }.joined(
                    separator: " "))
        }
    }

    private func side(
        _ field: String, _ setting: LabSetting, _ generations: [String], _ own: Answer?, _ other: Answer?
    ) -> SideBySidePage.Side {
        let serving = marketplace.pipeline.generation
        let chosen = setting.generation ?? serving
        var side = SideBySidePage.Side(
            field: field, heading: "\(setting.system.title), index \(chosen)",
            systems: RankingSystem.allCases.map {
                .init(value: $0.rawValue, label: $0.title, isChosen: $0 == setting.system)
            },
            generations: generations.map {
                .init(value: $0, label: $0 == serving ? "\($0) (serves)" : $0, isChosen: $0 == chosen)
            })
        side.fault = own?.fault
        guard let found = own?.found else { return side }
        let places = Dictionary(
            zip(other?.ids ?? [], 1...), uniquingKeysWith: { first, _ in first })
        side.results = found.results.map { Self.result($0, places[$0.listing.id]) }
        side.verdict =
            switch found.verdict {
            case .relevant: "relevant"
            case .nothingRelevant: "nothing relevant"
            case .unjudged: "not judged"
            }
        side.time = "\(Figures.decimal(found.timings.total, places: 1)) ms"
        return side
    }

    private static func result(_ result: RankedResult, _ elsewhere: Int?) -> SideBySidePage.Result {
        let listing = result.listing
        let price = listing.price.map {
            "\(listing.currency ?? "") \(Figures.decimal(Double($0) / 100, places: 2))"
        }
        return .init(
            rank: result.rank,
            id: listing.id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
            title: listing.title,
            details: [listing.categoryPath.joined(separator: " / "), price, listing.town].compactMap { $0 }
                .filter { !$0.isEmpty }.joined(separator: " · "),
            score: Figures.decimal(result.score, places: 3),
            elsewhere: elsewhere.map { "\($0)" } ?? "not there", isMoved: elsewhere != result.rank)
    }

    private static func overlap(_ answers: [Answer]) -> String? {
        guard answers.count == 2, let first = answers[0].found, let second = answers[1].found else {
            return nil
        }
        let shared = Set(first.results.map(\.listing.id)).intersection(second.results.map(\.listing.id)).count
        return "\(shared) of \(max(first.results.count, second.results.count)) results are on both sides"
    }
}
