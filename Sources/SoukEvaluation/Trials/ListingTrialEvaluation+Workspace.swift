import Foundation
public import SoukCatalog
public import SoukSearch
public import SoukRanking

extension ListingTrialEvaluation {
    /// Judges the search of a workspace: its model and the fusion of the generation that serves.
    ///
    /// - Parameters:
    ///   - part: whose listings are asked for.
    ///   - splitSeed: of the split that the model was trained on.
    ///   - other: ask for listings of this workspace, among all of its own; the model has seen none of them.
    ///   - ranking: in place of the one that serves.
    /// - Throws: `examples` when there is nothing to ask for.
    public init(
        _ workspace: Workspace, search generations: any SearchGenerations, part: SplitPart = .test,
        on other: Workspace? = nil, model: (any ContentEncoder)?,
        splitSeed: UInt64 = SplitKind.defaultSeed, ranking: RankingModel? = nil,
        options: Options = Options()
    ) async throws {
        let judged = other ?? workspace
        var tuning =
            try await Self.servingTuning(generations) ?? SearchTuning()
        if let ranking { (tuning.ranking, tuning.calibration) = (ranking, nil) }
        let reader = try ListingContents(of: judged)
        var contents: [ListingContent] = []
        var dates: [(id: String, time: Int)] = []
        try judged.forEachListing { stored in
            contents.append(reader.content(of: stored.listing))
            if let time = IndexedListing(stored, hasPhoto: false).postedAt {
                dates.append((stored.listing.id, time))
            }
        }
        let heldOut =
            try other == nil
            ? workspace.triedListings(part, seed: splitSeed)
                .map(\.listing.id)
            : contents.map(\.id)
        try self.init(
            contents, on: generations, heldOut: Set(heldOut), model: model, tuning: tuning,
            synonyms: .of(workspace),
            popular: Self.popular(judged, dates: dates), options: options)
    }

    /// The defaults where there is no index yet.
    private static func servingTuning(_ generations: any SearchGenerations) async throws -> SearchTuning? {
        guard try await generations.current() != nil else { return nil }
        return try await SearchTuning.load(from: generations, generations.openCurrent())
    }

    /// By what buyers did; where nobody did anything, the newest first.
    private static func popular(
        _ workspace: Workspace, dates: [(id: String, time: Int)]
    ) throws -> (title: String, ids: [String])? {
        let actions = try workspace.dailyActions(after: 0)
        if let last = actions.map(\.day).max() {
            let scores = Popularity(actions, now: (last + 1) * 86_400, halfLife: 30).scores
            let best = scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key.text)
            return best.isEmpty ? nil : ("most popular", best)
        }
        let newest = dates.sorted { ($0.time, $1.id) > ($1.time, $0.id) }.map(\.id)
        return newest.isEmpty ? nil : ("newest", newest)
    }
}
