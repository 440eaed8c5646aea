import Foundation
import SoukReports

/// The page of docs that says how fast Souk is, from measurements alone.
struct PerformanceReport {
    private let measurements: [Measurement]
    /// Without those of `benchmarks quick`, which repeat others in small.
    private let ratios: [Ratio]

    init(_ measurements: [Measurement]) {
        self.measurements = measurements.filter { $0.name != QuickBenchmark.name }
        ratios = self.measurements.flatMap(\.ratios)
    }

    var charts: [(name: String, svg: String)] {
        let bars = ratios.map {
            BarChart.Bar(
                "\($0.what) : \($0.to)", $0.value / $0.aim, label: Measurement.text($0.value / $0.aim))
        }
        let chart = BarChart(
            title: "Time, as a multiple of the aim", subtitle: "up to 1 the aim is reached; bars end at 3",
            bars: bars, full: 3)
        return [("aims.svg", chart.svg())]
    }

    /// - Parameter charts: the folder of charts, below `docs/results`.
    func page(charts: String) -> String {
        let sections = [Self.head, aims(charts)] + measurements.map(section) + [growth].compactMap { $0 }
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// Why an aim is not reached, by what the ratio's name begins with.
    private static let reasons = [
        (
            "words",
            """
            Souk says for each of the 200 which words matched, in which form and where, and takes from that what the ranking needs; \
            a third of its time goes there, a sixth to putting the hits together, a tenth to the count of all that match. The peers \
            return numbers and scores. The scan of the posting lists by itself takes about as long as tantivy's whole search.
            """
        ),
        (
            "vectors",
            """
            Up to 1,500,000 vectors of a field are scanned, two bits of each number first (decision 018): exact, with nothing to build. \
            Graphs look at a few hundred vectors, and miss some. Where more are allowed Souk has one, too: the row "Souk, graph".
            """
        ),
        (
            "index",
            """
            Souk also stores every listing for pages, and makes columns for filters and facets; tantivy gets three texts and keeps none.
            """
        ),
        (
            "import",
            """
            Each row is cleaned (a quarter of the time), kept as it came and as it was understood, and compared with all others for \
            duplicates (a sixth), in one SQLite file whose ids and titles come in no order (most of the rest). Cleaning takes turns with \
            writing on two cores, so that a clock sees less than the processor.
            """
        ),
        (
            "whole search",
            """
            Up to 800 candidates (drawn vectors of three fields have no neighbour in common; those of real listings, some 440) get \
            their scores by every retriever, the features of the ranking, and are made diverse; what the later pages need is kept. \
            The columns of the table say where the time goes.
            """
        ),
        (
            "HTTP",
            """
            A search costs what the whole search by words does; the rest is JSON and HTTP.
            """
        ),
        (
            "text encoder",
            """
            The products take as long as OpenVINO's. Some ninety calls of the tensor library around them, a few microseconds each, are the rest; OpenVINO compiles the whole network.
            """
        ),
        (
            "photo encoder",
            """
            Beside the calls, as above: libtorch pads alike on all sides, so that strided layers copy their input once.
            """
        ),
        (
            "table and photos",
            """
            Two thirds of Souk's time are its index, which also reads each listing for its category and calibrates what is relevant.
            """
        ),
    ]

    private static let head = """
        # Performance

        Made by `Benchmarks report` from `docs/results/performance`; do not edit it. Figures of one table come from one run, in which all took turns, so that a \
        busy moment hits all alike. Compare within a table; between tables the machine may have been busier. `cpu` is time of \
        the processor over all threads, which neighbours change least. All ratios are of it.

        ```sh
        Benchmarks/peers/install    # tantivy, bm25s, hnswlib, faiss, usearch, ONNX Runtime, OpenVINO
        swift run -c release --package-path Benchmarks Benchmarks words --out docs/results/performance
        make bench-quick            # the ratios that must not fall
        ```
        """

    private func aims(_ charts: String) -> String {
        var lines = [
            "## Aims", "",
            "Souk's time as a multiple of what it is compared with; below 1 Souk is faster. The spread is that of five parts of the run.",
            "", "| | compared with | times | spread | aim | |", "|---|---|---|---|---|---|",
        ]
        for ratio in ratios {
            let spread =
                ratio.least.flatMap { least in
                    ratio.greatest.map { "\(Measurement.text(least)) to \(Measurement.text($0))" }
                } ?? ""
            lines.append(
                "| \(ratio.what) | \(ratio.to) | \(Measurement.text(ratio.value)) | \(spread) | \(Measurement.text(ratio.aim)) | "
                    + (ratio.isReached ? "reached |" : "**not reached** |"))
        }
        lines += ["", "![Time, as a multiple of the aim](results/\(charts)/aims.svg)"]
        for (kind, reason) in Self.reasons
        where ratios.contains(where: { !$0.isReached && $0.what.hasPrefix(kind) }) {
            lines += ["", "Not reached: **\(kind)**. \(reason)"]
        }
        return lines.joined(separator: "\n")
    }

    private func section(_ measurement: Measurement) -> String {
        var lines = ["## \(measurement.title)", ""]
        lines.append("| " + measurement.columns.joined(separator: " | ") + " |")
        lines.append("|" + String(repeating: "---|", count: measurement.columns.count))
        for row in measurement.rows {
            lines.append(
                "| " + ([row.label] + row.values.map(Measurement.text)).joined(separator: " | ") + " |")
        }
        for note in measurement.notes { lines += ["", note] }
        let machine = measurement.machine
        lines += [
            "",
            "`\(measurement.command)`; \(machine.processor), \(machine.cores) cores, load \(Measurement.text(machine.load)), \(machine.date).",
        ]
        return lines.joined(separator: "\n")
    }

    /// How time grows with the number of listings, where a benchmark ran at several.
    private var growth: String? {
        let numbered = measurements.compactMap { measurement -> (kind: String, count: Double, Measurement)? in
            let parts = measurement.name.split(separator: "-")
            guard parts.count == 2, let count = Double(parts[1]) else { return nil }
            return (String(parts[0]), count, measurement)
        }
        var lines: [String] = []
        for (kind, runs) in Dictionary(grouping: numbered, by: \.kind).sorted(by: { $0.key < $1.key }) {
            let sorted = runs.sorted { $0.count < $1.count }
            guard let first = sorted.first, let last = sorted.last, first.count < last.count,
                let column = first.2.columns.firstIndex(where: { $0.hasPrefix("cpu") })
            else { continue }
            for row in first.2.rows {
                guard let small = row.values[column - 1],
                    let large = last.2.rows.first(where: { $0.label == row.label })?.values[column - 1],
                    small > 0, large > 0
                else { continue }
                let exponent = log(large / small) / log(last.count / first.count)
                lines.append(
                    "| \(kind): \(row.label) | \(Int(first.count)) to \(Int(last.count)) | \(Measurement.text(exponent)) |"
                )
            }
        }
        guard !lines.isEmpty else { return nil }
        return """
            ## Growth

            Time of the processor, the median where there are many, grows as the number of listings to the power of:

            | | listings | exponent |
            |---|---|---|
            \(lines.joined(separator: "\n"))
            """
    }
}
