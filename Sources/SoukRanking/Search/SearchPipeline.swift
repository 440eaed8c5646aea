import Dispatch
public import Foundation
public import SoukCatalog
import Tracing
public import SoukSearch

/// From a request to ranked, explained results over one generation of a search engine.
///
/// Without an encoder, or over an engine without vectors, words alone search. Ranking runs on threads of the
/// pipeline's own, so any number of tasks may ask at once.
public final class SearchPipeline: Sendable {
    public let engine: any SearchEngine
    /// Why answers are less than they could be; they say so, too.
    public let degraded: [Degradation]
    /// Where the gazetteer looks for towns: ISO 3166 code, or nil for everywhere.
    public let country: String?
    /// The marketplace's currency, and what others are worth.
    public let rates: ExchangeRates

    package let encoder: QueryEncoder?
    package let tuning: SearchTuning
    package let gazetteer: Gazetteer?
    package let synonyms: Synonyms
    private let understanding: QueryUnderstanding
    private let categories: CategoryLookup
    private let queue = DispatchQueue(label: "souk.search", qos: .userInitiated, attributes: .concurrent)
    private let clock: @Sendable () -> Int

    /// How many candidates each retriever hands in.
    package static let candidates = 200

    /// A pipeline over one engine.
    ///
    /// - Parameters:
    ///   - engine: The generation that is searched.
    ///   - encoder: of the engine's model; nil searches by words alone.
    ///   - isModelMissing: the engine has vectors, and their model cannot be opened: answers say so, and what only
    ///     the model can answer is refused.
    ///   - tuning: the ranking model and the calibration; what Souk ships unless given.
    ///   - gazetteer: nil understands no places.
    ///   - country: where the gazetteer looks for towns; nil means the country of the marketplace's currency, and
    ///     everywhere for one that many countries use.
    ///   - synonyms: Other ways to say words; they widen every search.
    ///   - clock: seconds since 1970.
    /// - Throws: `wrongModel` when the encoder is of another model than the engine's vectors.
    public init(
        engine: any SearchEngine, encoder: QueryEncoder? = nil, isModelMissing: Bool = false,
        tuning: SearchTuning? = nil, gazetteer: Gazetteer? = .bundled(), country: String? = nil,
        synonyms: Synonyms = .none,
        clock: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) async throws {
        let hasVectors = !engine.model.fields.isEmpty
        if let encoder, hasVectors, encoder.identity != engine.model.identity {
            throw RetrievalError.wrongModel(index: engine.model.identity, query: encoder.identity)
        }
        self.engine = engine
        degraded = (hasVectors && isModelMissing ? [.modelMissing] : []) + Degradation.of(engine.capabilities)
        self.encoder = hasVectors ? encoder : nil
        var tuning = tuning ?? SearchTuning()
        // It was measured on scores that vectors are a part of; of words alone it would refuse what they hold.
        if degraded.contains(.modelMissing) { tuning.calibration = nil }
        self.tuning = tuning
        self.gazetteer = gazetteer
        rates = try await engine.state().rates
        self.country = country ?? Gazetteer.country(ofCurrency: rates.base.code)
        self.synonyms = synonyms
        self.clock = clock
        let counts = try await engine.facets(SearchFilter(), FacetRequest(priceBounds: []))
        categories = CategoryLookup(paths: counts.categories.map(\.path))
        understanding = QueryUnderstanding(
            gazetteer: gazetteer, country: self.country, rates: rates,
            conditions: counts.attributes[.condition]?.compactMap(\.value) ?? [])
    }

    /// Over a generation, with the tuning that it was built with.
    public static func over(
        _ engine: any SearchEngine, of generations: any SearchGenerations, encoder: QueryEncoder? = nil,
        isModelMissing: Bool = false, synonyms: Synonyms
    ) async throws -> SearchPipeline {
        try await SearchPipeline(
            engine: engine, encoder: encoder, isModelMissing: isModelMissing,
            tuning: .load(from: generations, engine), synonyms: synonyms)
    }

    /// Over the generation that serves.
    ///
    /// - Throws: `missing` before the first, `wrongModel` for an encoder of another model.
    public static func serving(
        _ generations: any SearchGenerations, encoder: QueryEncoder? = nil, synonyms: Synonyms
    ) async throws -> SearchPipeline {
        try await over(
            generations.openCurrent(), of: generations, encoder: encoder, synonyms: synonyms)
    }

    /// The same engine and model with another tuning.
    init(_ other: SearchPipeline, encoder: QueryEncoder?, tuning: SearchTuning) {
        (engine, degraded, self.encoder, self.tuning) = (other.engine, other.degraded, encoder, tuning)
        (gazetteer, country, synonyms) = (other.gazetteer, other.country, other.synonyms)
        (understanding, categories, clock) = (other.understanding, other.categories, other.clock)
        rates = other.rates
    }

    public var generation: String { engine.generation }

    package var now: Int { clock() }

    /// Answers a request, or hands out the next page of an earlier answer.
    ///
    /// - Throws: `RankingError` for a request without sense (a photo that is none, an unknown category or place),
    ///   `RetrievalError` for a cursor that is too old and for filters without sense.
    public func search(_ request: SearchRequest) async throws -> SearchAnswer {
        try await withSpan("search") { _ in
            guard request.allowsPartial else { return try await answer(request) }
            var (answer, missing) = try await MissingParts.tolerating { try await self.answer(request) }
            answer.missing = missing.isEmpty ? nil : missing
            return answer
        }
    }

    private func answer(_ request: SearchRequest) async throws -> SearchAnswer {
        try request.checkLimit()
        if let cursor = request.cursor { return try await page(cursor, request.limit) }
        let start = ContinuousClock.now
        var timings = SearchTimings()
        let plan = try await timed("understand", &timings.understanding) {
            try await self.planned(request)
        }
        let encoded = try await timed("encode", &timings.encoding) { try await self.encode(plan) }
        var answer = try await self.answer(plan, encoded, request, timings)
        answer.timings.total = Self.milliseconds(since: start)
        return answer
    }

    /// Runs work that blocks on threads of the pipeline's own; its spans belong to the caller's.
    package func blocking<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let context = InstrumentationContext.current
        return try await queue.run {
            try InstrumentationContext.$current.withValue(context) { try work() }
        }
    }

    // MARK: Understanding

    /// A photo is read and cleaned away from Swift's threads; words take too little to go there.
    package func planned(_ request: SearchRequest) async throws -> SearchPlan {
        guard request.photo != nil else { return try plan(request) }
        return try await blocking { try self.plan(request) }
    }

    /// - Parameter isPhotoEncoded: a photo is looked for that is a vector already.
    package func plan(_ request: SearchRequest, isPhotoEncoded: Bool = false) throws -> SearchPlan {
        var query = try understanding.understand(request.text, keeping: request.keeping)
        if !request.weights.isEmpty { query.weights = try QueryWeights.checked(request.weights) }
        var filter = try query.filter(chosen: request.filter, rates: rates)
        if !request.categories.isEmpty {
            filter.categories = try request.categories.map { try categories.path($0) }
        }
        if let near = request.near { filter.near = try circle(near, request.kilometres) }
        filter.excludedWords += request.without.map(TidyText.line).filter { !$0.isEmpty }
        return SearchPlan(
            query: query, filter: filter, photo: try request.photo?.cleaned(),
            isPhotoEncoded: isPhotoEncoded, synonyms: synonyms)
    }

    /// Around a town, 30 km unless told.
    public func circle(_ town: String, _ kilometres: Double?) throws(RankingError) -> SearchFilter.Circle {
        guard let gazetteer else {
            throw .request(
                reason: "there is no gazetteer to look up \"\(town)\" in",
                remedy: "Run Scripts/bootstrap to make it.")
        }
        guard
            let place = gazetteer.town(named: town, country: country)
                ?? gazetteer.match(town: town, country: country)
        else {
            let nearest = gazetteer.similarNames(to: town, country: country)
            throw .request(
                reason: "no place called \"\(town)\" is known",
                remedy: nearest.isEmpty
                    ? "Name a town with at least 500 people."
                    : "Did you mean \(nearest.joined(separator: ", "))?")
        }
        return SearchFilter.Circle(
            latitude: place.latitude, longitude: place.longitude,
            kilometres: kilometres ?? PlaceReader.nearRadius)
    }

    // MARK: Encoding

    package struct Encoded: Sendable {
        package var vector: [Float]?
        package var categories: [String: Double]

        package init(vector: [Float]? = nil, categories: [String: Double] = [:]) {
            (self.vector, self.categories) = (vector, categories)
        }
    }

    package func encode(_ plan: SearchPlan) async throws -> Encoded {
        if plan.photo != nil, degraded.contains(.modelMissing) {
            throw RankingError.modelMissing(identity: engine.model.identity)
        }
        guard let encoder, plan.looksForSomething else {
            if plan.photo != nil, !plan.hasWords {
                throw RankingError.request(
                    reason: "this index has no vectors, and a photo can only be found by them",
                    remedy: "Add words, or build the index with a listing model.")
            }
            return Encoded()
        }
        let vectors = try await encoder.encode(plan.inputs.map(\.content))
        let weighted = zip(vectors, plan.inputs).map { (vector: $0, weight: $1.weight) }
        let vector = weighted.count == 1 ? weighted[0].vector : Vector.mean(weighted)
        let words = plan.intentWords
        return Encoded(vector: vector, categories: words.isEmpty ? [:] : try await encoder.categories(words))
    }

    // MARK: Answering

    private func answer(
        _ plan: SearchPlan, _ encoded: Encoded, _ request: SearchRequest, _ spent: SearchTimings
    ) async throws -> SearchAnswer {
        if let order = request.order {
            return try await ordered(plan, encoded, request, order, spent)
        }
        var timings = spent
        let (ranked, verdict, _) = try await rankedAndJudged(
            plan, encoded, &timings, facets: request.countsFacets ? FacetRequest() : nil,
            comparingPrices: plan.filter.boundsPrices)
        var answer = answer(plan, ranked.page, timings)
        if ranked.page.total == 0, plan.hasWords, let near = try await nearest(plan, encoded, request.limit) {
            answer.results = near
            answer.verdict = .nothingRelevant
            return answer
        }
        let results = ranked.results
        answer.results = try await described(results.prefix(request.limit))
        answer.verdict = verdict
        if request.keepsPages {
            let pages = LaterPages(
                request, encoded, isPhoto: plan.hasPhoto, order: .newest, match: ranked.page.match,
                shown: results.flatMap { [$0.listing.id] + $0.duplicates })
            answer.cursor = await keep(
                results, from: request.limit, total: ranked.page.total, then: pages,
                again: AskedAgain(request, seen: results.prefix(request.limit).last?.rank ?? 0),
                verdict: verdict)
        }
        return answer
    }

    /// What is nearest in meaning where nothing is near enough; nil without vectors. No part of the result set.
    private func nearest(
        _ plan: SearchPlan, _ encoded: Encoded, _ limit: Int
    ) async throws -> [RankedResult]? {
        guard encoded.vector != nil else { return nil }
        var timings = SearchTimings()
        let ranked = try await rank(plan, encoded, &timings, match: MatchRule())
        return try await described(ranked.results.prefix(limit))
    }

    /// With the descriptions of their listings, which are read for what is shown alone.
    private func described(_ results: some Collection<RankedResult>) async throws -> [RankedResult] {
        let listings = try await engine.fetch(results.map(\.listing.id), .description)
        return results.map { result in
            var result = result
            result.listing.description = listings[result.listing.id]?.description ?? ""
            return result
        }
    }

    /// What an answer says besides its results.
    func answer(_ plan: SearchPlan, _ page: RetrievalPage, _ timings: SearchTimings) -> SearchAnswer {
        var query = plan.query
        query.notes += QueryNote.pricesWithoutRate(page) + QueryNote.relaxation(page)
        return SearchAnswer(
            results: [], verdict: .unjudged, query: query, filter: plan.filter, matching: page.total,
            facets: page.facets, timings: timings, generation: generation,
            degraded: degraded.isEmpty ? nil : degraded)
    }

    /// Scores and arranges candidates; the vectors by which results are told apart are fetched in one go.
    package func rank(
        _ candidates: [Candidate], _ ranker: CandidateRanker, _ breakdowns: [ScoreBreakdown]
    ) async throws -> [RankedResult] {
        var vectors: [ListingID: [Float]] = [:]
        if engine.model.fields.contains(.fused) {
            let compared = ranker.compared(candidates, breakdowns)
            if !compared.isEmpty {
                vectors = try await engine.fetch(compared, .fusedVector)
                    .compactMapValues { $0.vectors[.fused] }
            }
        }
        return ranker.arrange(candidates, breakdowns, vectors: vectors)
    }

    // MARK: Time

    static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .milliseconds(1)
    }

    private func timed<Value: Sendable>(
        _ stage: String, _ milliseconds: inout Double, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        let value = try await withSpan(stage) { _ in try await body() }
        milliseconds = Self.milliseconds(since: start)
        return value
    }
}
