import Foundation
import SoukCatalog
import Testing

import SoukEvaluation
import SoukReports

/// Small reports with every part present, and a seller who types markup.
enum ReportCases {
    static let hostile = "Oak <script>alert(1)</script> \"table\" & 'chair' \u{1B}[31m"
    static let photo = ReportPhoto(bytes: [0xFF, 0xD8, 0xFF, 0xE0], caption: hostile)

    static func predictions() throws -> Predictions {
        try Predictions(
            probabilities: [
                [0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.9, 0.05, 0.05], [0.3, 0.3, 0.4], [0.2, 0.75, 0.05],
            ],
            labels: [0, 1, 1, 2, 0], classes: ["Books", hostile, "Chairs"])
    }

    static let listings = ["a", "b", "b", "c", "d"]

    static func evaluation(split: String = "listing") throws -> EvaluationReport {
        let predictions = try predictions()
        return try EvaluationReport(
            .init(
                model: "cnn", modelHash: "0123456789abcdef", split: split, part: "test",
                reference: Baseline(name: "reference", accuracy: 0.166, logLoss: 2.46)),
            predictions: predictions, listings: listings, trainingLabels: [0, 0, 1, 2],
            temperature: .init(temperature: 1.25),
            threshold: .fit(predictions, target: 0.6, minimumAccepted: 1),
            resamples: 200)
    }

    static func imported() -> ImportReport {
        var report = ImportReport(
            title: hostile, listings: .init(ok: 5, repaired: 3, rejected: 1),
            photos: .init(ok: 9, repaired: 1, rejected: 2),
            categories: ["Books": 3, hostile: 5])
        report.prices = [100, 4_000, 250_000]
        report.currency = .standard
        report.rules = [
            .init(name: "suffix removed", count: 9, examples: [.init(before: hostile, after: "Oak")])
        ]
        report.reasons = [.init(item: "photo", verdict: "rejected: " + hostile, count: 2)]
        report.duplicateGroups = 1
        report.contactSheet = photo
        report.seconds = 3
        return report
    }

    static func mistakes() -> [Mistake] {
        [
            Mistake(photo: photo, title: hostile, truth: hostile, predicted: hostile, probability: 0.9),
            Mistake(photo: nil, title: "No photo", truth: "Books", predicted: "Chairs", probability: 0.8),
        ]
    }

    static func pages() throws -> [(name: String, html: String)] {
        let evaluation = try evaluation()
        let demo = DemoReport(
            title: hostile, imported: imported(),
            models: [.init(evaluation: evaluation, curves: ChartTests.curves, seconds: 61)],
            photos: [
                .init(photo: photo, guesses: [.init(category: hostile, probability: 0.4)], isSure: false),
                .init(photo: photo, guesses: [.init(category: "Books", probability: 0.9)], isSure: true),
            ], links: [.init(title: hostile, path: "import.html")])
        return [
            ("evaluation", evaluation.html(curves: ChartTests.curves, mistakes: mistakes())),
            ("bare evaluation", evaluation.html()), ("import", imported().html()), ("demo", demo.html()),
            (
                "empty import",
                ImportReport(
                    title: "", listings: .init(ok: 0, repaired: 0, rejected: 0),
                    photos: .init(ok: 0, repaired: 0, rejected: 0), categories: [:]
                ).html()
            ),
        ]
    }
}

@Suite struct PageTests {
    @Test func pagesAreWellFormedAndStandAlone() throws {
        for page in try ReportCases.pages() {
            let html = page.html
            #expect(isWellFormed(html), "\(page.name)")
            #expect(!html.contains("<script"), "\(page.name)")
            #expect(!html.contains("\u{1B}"), "\(page.name)")
            let withoutNamespace = html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
            #expect(
                !withoutNamespace.contains("http:") && !withoutNamespace.contains("https:"), "\(page.name)")
            #expect(!html.contains("@import") && !html.contains("url("), "\(page.name)")
        }
    }

    @Test func pagesCanBeReadWithoutSeeing() throws {
        for page in try ReportCases.pages() {
            for mark in ["<header>", "<nav aria-label=", "<main>", "<footer>", "<html lang=\"en\">", "<h1>"] {
                #expect(page.html.components(separatedBy: mark).count == 2, "\(page.name): \(mark)")
            }
            let pictures = page.html.components(separatedBy: "<img ").dropFirst()
            #expect(pictures.allSatisfy { $0.prefix { $0 != ">" }.contains("alt=\"Oak") }, "\(page.name)")
            let drawings = page.html.components(separatedBy: "<svg ").dropFirst()
            #expect(drawings.allSatisfy { $0.prefix { $0 != ">" }.contains("aria-label=") }, "\(page.name)")
            let tables = page.html.components(separatedBy: "<table>").dropFirst()
            #expect(
                tables.allSatisfy { $0.contains("<caption>") && $0.contains("scope=\"col\"") }, "\(page.name)"
            )
        }
    }

    @Test func evaluationShowsWhatItShould() throws {
        let html = try ReportCases.evaluation().html(
            curves: ChartTests.curves, mistakes: ReportCases.mistakes())
        for part in [
            "majority class", "stratified random", "reference", "16.6 %", "Log-loss of cnn",
            "Confusion matrix of cnn",
            "Reliability of cnn", "No photo", "no picture", "model: Chairs, 80.0 %", "Weights 0123456789ab",
            "No listing, duplicate or near-duplicate",
        ] { #expect(html.contains(part), "\(part)") }
        #expect(try ReportCases.evaluation(split: "photo").html().contains("which flatters"))
    }

    @Test func importAndDemoShowWhatTheyShould() throws {
        let imported = ReportCases.imported().html()
        for part in [
            "9 listings and 12 photos in 0:03", "median £40.00", "suffix removed", "duplicate groups",
        ] {
            #expect(imported.contains(part), "\(part)")
        }
        let pages = try ReportCases.pages()
        let demo = try #require(pages.first { $0.name == "demo" }).html
        for part in ["not sure; perhaps Oak", "<p>Books, 90.0 %</p>", "href=\"import.html\"", ">1:01<"] {
            #expect(demo.contains(part), "\(part)")
        }
    }
}

@Suite struct EvaluationReportTests {
    @Test func textIsUnchanged() throws {
        try expectSnapshot(try ReportCases.evaluation().text(), "evaluation.txt")
    }

    @Test func jsonHoldsThePromisedKeys() throws {
        let text = try ReportCases.evaluation().json()
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["count"] as? Int == 5)
        #expect(object["accuracy"] as? Double == 0.6)
        for key in [
            "log_loss", "macro_f1", "calibration_error", "top3_accuracy", "intervals", "baselines",
            "per_class",
            "confusion", "temperature", "threshold", "model", "model_hash", "split", "part", "listings",
            "reference",
        ] { #expect(object[key] != nil, "\(key)") }
        let intervals = try #require(object["intervals"] as? [String: Any])
        #expect(intervals["macro_f1"] != nil && intervals["groups"] as? Int == 4)
        let listings = try #require(object["listings"] as? [String: Any])
        #expect(listings["count"] as? Int == 4)
    }

    @Test func jsonIsReadBack() throws {
        let report = try ReportCases.evaluation()
        let copy = try JSONDecoder().decode(EvaluationReport.self, from: Data(try report.json().utf8))
        #expect(try copy.json() == report.json())
    }

    @Test func jsonRefusesWhatIsNoNumber() throws {
        var report = try ReportCases.evaluation()
        report.reference = Baseline(name: "broken", accuracy: .nan, logLoss: .infinity)
        let error = #expect(throws: EvaluationError.self) { try report.json() }
        #expect(error?.description.contains("not finite") == true)
    }

    @Test func aModelThatIsNeverSureSaysSo() throws {
        var report = try ReportCases.evaluation()
        report.threshold = .fit(try ReportCases.predictions(), target: 0.99)
        #expect(report.text().contains("never sure"))
    }

    @Test func mistakesComeSurestFirstAndOncePerListing() throws {
        let predictions = try ReportCases.predictions()
        #expect(predictions.mostConfidentMistakes(limit: 9) == [2, 4])
        #expect(predictions.mostConfidentMistakes(limit: 1) == [2])
        #expect(predictions.mostConfidentMistakes(limit: -1) == [])
        #expect(predictions.mostConfidentMistakes(limit: 9, listings: ["x", "x", "x", "x", "x"]) == [2])
    }
}
