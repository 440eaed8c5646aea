import Foundation
import Hummingbird
import SoukCatalog
import SoukEmbeddedSearch
import SoukEvaluation
import SoukMarketplace
import SoukRanking
import SoukReports
import SoukSearch

/// The lab's first page: what serves, how good it is over time, and the models with what may be done with them.
struct LabOverviewPage: Sendable {
    var frame: LabFrame
    var job: LabJobs.Status?
    var generation: String
    var model: String
    var listings: String
    var models: [Model]
    var hasModels: Bool
    var generations: [Generation]
    var judgements: [LabRow]
    var hasJudgements: Bool
    var history: [LabRow]
    var hasHistory: Bool

    struct Model: Sendable {
        var name: String
        var version: Int
        var kind: String
        var epochs: String
        var loss: String
        var accuracy: String
        var isInUse: Bool
        /// Whether it may be promoted: it is finished, and another one is in use.
        var isCandidate: Bool
        /// Whether there is a version to go back to.
        var hasPast: Bool
    }

    struct Generation: Sendable {
        var name: String
        var listings: String
        var model: String
        var isServing: Bool
        var damage: String?
    }
}

extension LabSite {
    func overview() async throws -> Response {
        let job = jobs.status
        let listings = try await marketplace.state.listings
        let known = try await marketplace.generations.list(.names)
        let page = try await OffPool.run { [marketplace] in
            try LabOverviewPage(marketplace, job, listings: listings, known)
        }
        return try html(page, "overview")
    }

    /// The history of NDCG and recall as a picture.
    func historyPicture(_ request: Request) async -> Response {
        let records = await OffPool.run { [marketplace] in SearchHistory(marketplace.workspace).records() }
        return StoredFile(
            Data(records.chart.svg().utf8), type: "image/svg+xml", cacheControl: "private, no-cache"
        )
        .response(to: request)
    }
}

extension LabOverviewPage {
    init(
        _ marketplace: Marketplace, _ job: LabJobs.Status?, listings count: Int,
        _ states: [SearchGeneration]
    ) throws {
        let workspace = marketplace.workspace
        let engine = marketplace.pipeline.engine
        let store = ModelStore(workspace)
        let refresh: Int? = job?.isRunning == true ? 3 : nil
        frame = LabFrame(title: "Lab", isOverview: true, refresh: refresh)
        self.job = job
        generation = engine.generation
        let serving = store.listingModel(identity: engine.model.identity)
        model = serving.map { "\($0.name)/\($0.version)" } ?? "none: words alone"
        listings = Figures.grouped(count)
        models = store.names().flatMap { Self.models(of: $0, store, serving) }
        hasModels = !models.isEmpty
        let known = Dictionary(
            store.names().flatMap(store.versions(of:)).compactMap { folder in
                folder.listingIdentity.map { ($0, folder.reference) }
            }, uniquingKeysWith: { $1 })
        generations = states.reversed().map { state in
            let identity = state.manifest?.model.identity ?? ""
            return Generation(
                name: state.name, listings: Figures.grouped(state.manifest?.count ?? 0),
                model: known[identity] ?? (identity == "none" ? "words alone" : "unknown"),
                isServing: state.isCurrent, damage: state.damage == nil ? nil : "cannot be used")
        }
        judgements = try StoredJudgements(workspace).tables().map { name, table in
            LabRow(
                name: name, cells: [Figures.grouped(table.queries.count), Figures.grouped(table.rowCount)])
        }
        hasJudgements = !judgements.isEmpty
        history = SearchHistory(workspace).records().suffix(20).reversed().map(Self.row)
        hasHistory = !history.isEmpty
    }

    private static func models(of name: String, _ store: ModelStore, _ serving: ModelFolder?) -> [Model] {
        let inUse = serving?.name == name ? serving?.version : (try? store.finished(name))?.version
        let hasPast = (try? store.rollbackTarget(name)) != nil
        return store.versions(of: name).reversed().map { folder in
            let card = ModelCard(folder)
            return Model(
                name: name, version: card.version, kind: card.architecture ?? "not finished",
                epochs: card.epochs.map(String.init) ?? "–",
                loss: card.validationLoss.map { Figures.decimal($0, places: 3) } ?? "–",
                accuracy: card.validationAccuracy.map { Figures.percent($0) } ?? "–",
                isInUse: card.version == inUse, isCandidate: card.isFinished && card.version != inUse,
                hasPast: hasPast && card.version == inUse)
        }
    }

    private static func row(_ record: SearchRecord) -> LabRow {
        LabRow(
            name: time(record.time),
            cells: [
                record.source == .judged ? "judged" : "made of titles", Figures.grouped(record.queries),
                interval(record.ndcg), interval(record.recall), record.generation,
            ])
    }

    private static func interval(_ estimate: Estimate) -> String {
        "\(Figures.decimal(estimate.mean, places: 3)) (\(Figures.decimal(estimate.lower, places: 3)) to "
            + "\(Figures.decimal(estimate.upper, places: 3)))"
    }

    private static func time(_ seconds: Int) -> String {
        let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
        return String(text.prefix(16)).replacing("T", with: " ")
    }
}

extension [SearchRecord] {
    /// Means as lines, and between what they lie as thinner ones, judgement by judgement.
    fileprivate var chart: Chart {
        func line(_ name: String, _ value: (SearchRecord) -> Double) -> Chart.Series {
            Chart.Series(
                name, enumerated().map { Chart.Point(x: Double($0.offset + 1), y: value($0.element)) },
                showsPoints: true)
        }
        return Chart(
            title: "Search over time", x: Axis("judgement", format: .count),
            y: Axis("mean, with its 95 % interval"),
            series: [
                line("NDCG@10") { $0.ndcg.mean }, line("recall@10") { $0.recall.mean },
                line("NDCG, lower") { $0.ndcg.lower }, line("NDCG, upper") { $0.ndcg.upper },
                line("recall, lower") { $0.recall.lower }, line("recall, upper") { $0.recall.upper },
            ])
    }
}
