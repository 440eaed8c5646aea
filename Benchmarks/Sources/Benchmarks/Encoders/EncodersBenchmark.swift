import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukRanking
import SoukTensors

struct EncodersBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoders",
        abstract: "Texts and photos to vectors, beside ONNX Runtime and OpenVINO; on one thread.",
        discussion: """
            MiniLM reads words of its own vocabulary, EfficientNet-Lite2 looks at noise; each text and each batch goes \
            to all in turn. With --model, a workspace's listing model also turns whole queries into a vector and \
            categories. Run Benchmarks/peers/install first, and this from the root of the checkout.
            """)

    @Option(help: "Tokens of a text; may be given several times.")
    var tokens: [Int] = [6, 16, 64]

    @Option(help: "Photos of a batch; may be given several times.")
    var photos: [Int] = [1, 8]

    @Option(help: "Texts of each length; an eighth as many batches of photos.")
    var count = 160

    @Option var seed: UInt64 = 1

    @Option(help: "A workspace with a trained listing model.")
    var model: String?

    @OptionGroup var output: Output

    func validate() throws {
        guard count >= 40, (tokens + photos).allSatisfy({ $0 > 0 }), tokens.allSatisfy({ 3...512 ~= $0 })
        else {
            throw ValidationError("--count: 40 at least; --tokens: 3 to 512; --photos: 1 at least")
        }
    }

    func run() async throws {
        try Runtime.prepare()
        Runtime.keepFreedMemory()
        Runtime.threads = 1
        let weights = URL(fileURLWithPath: ".deps/weights", isDirectory: true)
        var texts = try await TextEncoderTrial(weights, seed: seed)
        try output.add(try texts.run(tokens, count: count))
        var pictures = try await PhotoEncoderTrial(weights, seed: seed)
        try output.add(try pictures.run(photos, count: count / 8))
        if let model {
            let workspace = try Workspace(at: URL(fileURLWithPath: model, isDirectory: true), create: false)
            guard let trained = try WorkspaceModels().chosen(in: workspace) else {
                throw ValidationError("\(model) has no finished listing model")
            }
            try output.add(try Self.time(workspace.queries(seed: seed), by: trained, count: count))
        }
    }

    /// A query's vector and its categories, as a search asks for them.
    private static func time(
        _ queries: [String], by model: any OpenListingModel, count: Int
    ) throws -> Measurement {
        var measurement = Measurement(
            "encoders-queries", title: "Queries of one to four words to a vector and categories",
            columns: ["model"] + Timings.summaryColumns)
        var timings = Timings()
        for (number, words) in queries.prefix(count + 10).enumerated() {
            func encode() throws {
                _ = try model.embed(queries: [QueryContent(words: words)])
                _ = try model.categories(ofQueries: [words])
            }
            if number < 10 { try encode() } else { try timings.measure(encode) }
        }
        measurement.rows.append(.init(label: "Souk", values: timings.summary))
        measurement.ratios.append(
            Ratio(
                what: "a query's vector and categories", to: "4 ms of the processor",
                value: Timings.percentile(0.5, of: timings.processor) / 4, aim: 1))
        return measurement
    }
}

extension Workspace {
    /// Queries of words of the titles, drawn by seed.
    fileprivate func queries(seed: UInt64) throws -> [String] {
        var typed = TypedQueries(try listings(limit: 5000).map(\.listing.title), seed: seed)
        return (0..<1000).map { _ in typed.next() }
    }
}
