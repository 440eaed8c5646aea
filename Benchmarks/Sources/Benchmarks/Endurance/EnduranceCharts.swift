import SoukReports

/// Latency and memory over the run, as pictures.
enum EnduranceCharts {
    private static let slices = 60

    static func latency(_ entries: [Ledger.Entry], seconds: Double) -> Chart {
        let width = max(seconds / Double(slices), 1)
        var slices: [Int: [Double]] = [:]
        for entry in entries { slices[Int(entry.due / width), default: []].append(entry.seconds * 1_000) }
        let series = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
            Chart.Series(
                name,
                slices.sorted { $0.key < $1.key }.map { slice, times in
                    Chart.Point(
                        x: (Double(slice) + 0.5) * width / 60, y: Timings.percentile(share, of: times))
                })
        }
        return Chart(
            title: "Time to the answer, all routes", x: Axis("minutes"), y: Axis("milliseconds"),
            series: series)
    }

    static func memory(_ samples: [ProcessWatch.Sample]) -> Chart {
        Chart(
            title: "The service's memory and open files", x: Axis("minutes"), y: Axis("MiB; files"),
            series: [
                .init("memory, MiB", samples.map { .init(x: $0.time / 60, y: $0.memory) }),
                .init("open files", samples.map { .init(x: $0.time / 60, y: Double($0.descriptors)) }),
            ])
    }
}
