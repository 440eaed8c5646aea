import SoukCatalog
import Dispatch
import Foundation
import SoukEmbeddedSearch

/// From a request to ranked, explained results over one generation of the index.
///
/// Without an encoder, or over an index without vectors, words alone search. Work that blocks runs on the
/// engine's own threads, so any number of tasks may ask at once.
public final class SearchEngine: Sendable {
    public let index: ListingIndex
    /// Where the gazetteer looks for towns: ISO 3166 code, or nil for everywhere.
    public let country: String?
    /// The marketplace's currency, and what others are worth.
    public let rates: ExchangeRates

    let encoder: QueryEncoder?
    let tuning: SearchTuning
    let gazetteer: Gazetteer?
    let synonyms: Synonyms
    private let understanding: QueryUnderstanding
    private let categories: CategoryNames
    private let queue = DispatchQueue(label: "souk.search", qos: .userInitiated, attributes: .concurrent)
    private let clock: @Sendable () -> Int

    /// How many candidates each leg hands in.
    static let candidates = 200

    /// - Parameters:
    ///   - encoder: of the index's model; nil searches by words alone.
    ///   - tuning: the fusion models and the calibration.
    ///   - gazetteer: nil understands no places.
    ///   - country: where the gazetteer looks for towns; nil means the country of the marketplace's currency, and
    ///     everywhere for one that many countries use.
    ///   - clock: seconds since 1970.
    /// - Throws: `wrongModel` when the encoder is of another model than the index's vectors.
    public init(
        index: ListingIndex, encoder: QueryEncoder? = nil, tuning: SearchTuning = .standard,
        gazetteer: Gazetteer? = .bundled(), country: String? = nil, synonyms: Synonyms = .none,
        clock: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) throws {
        let hasVectors = !index.model.fields.isEmpty
        if let encoder, hasVectors, encoder.identity != index.modelIdentity {
            throw RetrievalError.wrongModel(index: index.modelIdentity, query: encoder.identity)
        }
        self.index = index
        self.encoder = hasVectors ? encoder : nil
        self.tuning = tuning
        self.gazetteer = gazetteer
        rates = try index.rates
        self.country = country ?? Gazetteer.country(ofCurrency: rates.base.code)
        self.synonyms = synonyms
        self.clock = clock
        let counts = try index.facets(SearchFilter(), FacetRequest(limit: 0))
        categories = CategoryNames(paths: counts.categories.map(\.path))
        understanding = QueryUnderstanding(
            gazetteer: gazetteer, country: self.country, rates: rates,
            conditions: counts.conditions.compactMap(\.value))
    }

    var now: Int { clock() }

    /// Answers a request, or hands out the next page of an earlier answer.
    ///
    /// - Throws: `RankingError` for a request without sense (a photo that is none, an unknown category or place),
    ///   `RetrievalError` for a cursor that is too old and for filters without sense.
    public func search(_ request: SearchRequest) async throws -> SearchAnswer {
        try request.checkLimit()
        if let cursor = request.cursor { return try await blocking { try self.page(cursor, request.limit) } }
        let start = ContinuousClock.now
        var timings = SearchTimings()
        let plan = try await timed(&timings.understanding) {
            try await self.blocking { try self.plan(request) }
        }
        let encoded = try await timed(&timings.encoding) { try await self.encode(plan) }
        let spent = timings
        var answer = try await blocking { try self.answer(plan, encoded, request, spent) }
        answer.timings.total = Self.milliseconds(since: start)
        return answer
    }

    /// Runs work that blocks on the engine's own threads.
    func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await queue.run(work)
    }

    // MARK: Understanding

    func plan(_ request: SearchRequest) throws -> SearchPlan {
        var query = try understanding.understand(request.text, keeping: request.keeping)
        if !request.weights.isEmpty { query.weights = try QueryWeights.checked(request.weights) }
        var filter = try query.filter(chosen: request.filter, rates: rates)
        if let category = request.category { filter.category = try categories.path(category) }
        if let near = request.near { filter.near = try circle(near, request.kilometres) }
        filter.excludedWords += request.without.map(TidyText.line).filter { !$0.isEmpty }
        if let photo = request.photo { try QueryPhoto.check(photo) }
        query.notes += try priceNotes(filter, request.order)
        return SearchPlan(query: query, filter: filter, photo: request.photo, synonyms: synonyms)
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

    struct Encoded: Sendable {
        var vector: [Float]?
        var categories: [String: Double] = [:]
    }

    func encode(_ plan: SearchPlan) async throws -> Encoded {
        guard let encoder, plan.looksForSomething else {
            if plan.photo != nil, !plan.hasWords {
                throw RankingError.request(
                    reason: "this index has no vectors, and a photo can only be found by them",
                    remedy:
                        "Train a listing model (`souk train listing`), then run `souk index`; or add words.")
            }
            return Encoded()
        }
        let vectors = try await encoder.encode(plan.inputs.map(\.input))
        let weighted = zip(vectors, plan.inputs).map { (vector: $0, weight: $1.weight) }
        let vector = weighted.count == 1 ? weighted[0].vector : Vector.mean(weighted)
        let words = plan.intentWords
        return Encoded(vector: vector, categories: words.isEmpty ? [:] : try await encoder.categories(words))
    }

    // MARK: Answering

    private func answer(
        _ plan: SearchPlan, _ encoded: Encoded, _ request: SearchRequest, _ timings: SearchTimings
    ) throws -> SearchAnswer {
        var timings = timings
        let order = try request.order.map { try ResultOrder($0, near: plan.filter.near, rates: rates) }
        let found = try candidates(plan, encoded.vector, &timings, browsing: request.order ?? .newest)
        let signals = QuerySignals(
            terms: plan.terms, unwanted: plan.unwanted, categories: encoded.categories,
            near: plan.filter.near,
            now: now, rates: rates)
        let start = ContinuousClock.now
        let ranker = CandidateRanker(
            fusion: fusion(for: plan),
            calibration: plan.hasWords ? tuning.calibration : nil,
            diversity: plan.looksForSomething ? tuning.diversity : MarginalRelevance(lambda: 1, depth: 0))
        let ranked = try ranker.rank(found.candidates, signals) { try self.index.vector($0, .fused) }
        let results = order?.arrange(ranked) ?? ranked
        timings.fusion = Self.milliseconds(since: start)
        let facetStart = ContinuousClock.now
        let facets = request.countsFacets ? try index.facets(plan.filter) : nil
        timings.facets = Self.milliseconds(since: facetStart)
        return SearchAnswer(
            results: Array(results.prefix(request.limit)), verdict: Self.verdict(results), query: plan.query,
            filter: plan.filter, matching: found.matching, facets: facets,
            cursor: request.keepsPages ? try freeze(results, from: request.limit) : nil, timings: timings,
            generation: index.generation)
    }

    private func fusion(for plan: SearchPlan) -> FusionModel {
        guard plan.looksForSomething else { return .browsing }
        return plan.hasWords ? tuning.search : .photo
    }

    func signals(_ plan: SearchPlan, _ encoded: Encoded) -> QuerySignals {
        QuerySignals(
            terms: plan.terms, unwanted: plan.unwanted, categories: encoded.categories,
            near: plan.filter.near,
            now: now, rates: rates)
    }

    func candidates(
        _ plan: SearchPlan, _ vector: [Float]?, _ timings: inout SearchTimings,
        browsing order: ScanOrder = .newest
    ) throws -> (candidates: [Candidate], matching: Int) {
        guard plan.looksForSomething else {
            let start = ContinuousClock.now
            let page = try index.scan(plan.filter, order: order, limit: Self.candidates)
            timings.filter = Self.milliseconds(since: start)
            let total = try index.facets(plan.filter, FacetRequest(limit: 0)).total
            return (page.listings.map { Candidate($0) }, total)
        }
        let fields = vector == nil ? [] : index.model.fields
        let answer = try index.search(
            LegRequest(
                words: plan.wordQuery,
                vectors: fields.compactMap { field in vector.map { .init(field: field, vector: $0) } },
                model: encoder?.identity, filter: plan.filter, limit: Self.candidates))
        timings.filter = answer.timings.filter * 1000
        timings.words = answer.timings.words * 1000
        timings.vectors = (answer.timings.vectors.reduce(0, +) + answer.timings.completion) * 1000
        return (try index.candidates(answer, fields: fields), answer.matching)
    }

    private static func verdict(_ results: [RankedResult]) -> SearchAnswer.Verdict {
        guard !results.isEmpty else { return .nothingRelevant }
        let judged = results.compactMap(\.isRelevant)
        guard !judged.isEmpty else { return .unjudged }
        return judged.contains(true) ? .relevant : .nothingRelevant
    }

    // MARK: Time

    static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .milliseconds(1)
    }

    private func timed<Value: Sendable>(
        _ milliseconds: inout Double, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        let value = try await body()
        milliseconds = Self.milliseconds(since: start)
        return value
    }
}

extension ListingIndex {
    /// What the legs found, with the listings themselves.
    func candidates(_ answer: LegAnswer, fields: [VectorField]) throws -> [Candidate] {
        let listings = try listings(answer.candidates.map(\.id))
        return answer.candidates.compactMap { found in
            guard let listing = listings[found.id] else { return nil }
            var similarities: [VectorField: Double] = [:]
            for (field, score) in zip(fields, found.vectors) {
                similarities[field] = score.map { Double($0.similarity) }
            }
            return Candidate(
                listing, words: found.words?.score, matches: found.words?.matches ?? [],
                coverage: found.words?.evidence.coverage, adjacency: found.words?.evidence.adjacency,
                similarities: similarities)
        }
    }
}
