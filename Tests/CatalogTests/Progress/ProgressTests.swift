import Foundation
import Synchronization
import Testing

@testable import SoukCatalog

@Suite struct ProgressStateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var state: ProgressState
        var columns = Int.max
        var line: String
        var testDescription: String { line }
    }

    static let training = ProgressState(
        label: "training  epoch 3/20", done: 5_400, total: 10_000, unit: "photos", rate: 135, elapsed: 40,
        note: "loss 1.23")

    @Test(arguments: [
        Case(
            state: training,
            line: "training  epoch 3/20 ━━━━━───── 54 %  135 photos/s  0:34 left  loss 1.23"),
        Case(
            state: training, columns: 60, line: "training  epoch 3/20 ━━━━━───── 54 %  0:34 left  loss 1.23"),
        Case(state: training, columns: 50, line: "training  epoch 3/20 ━━━━━───── 54 %  0:34 left"),
        Case(state: training, columns: 30, line: "training  epoch 3/20  54 %"),
        Case(state: training, columns: 8, line: "training"),
        Case(state: training, columns: -1, line: ""),
        Case(state: .init(label: "import", total: 4, unit: "rows"), line: "import ────────── 0 %"),
        Case(
            state: .init(label: "import", done: 4, total: 4, unit: "rows", rate: 2),
            line: "import ━━━━━━━━━━ 100 %  2.0 rows/s"),
        Case(
            state: .init(label: "import", done: 999, total: 1_000, unit: "rows", rate: 0),
            line: "import ━━━━━━━━━━ 99 %  0.0 rows/s"),
        Case(
            state: .init(label: "import", done: 9, total: 4, unit: "rows", rate: 2_000),
            line: "import ━━━━━━━━━━ 100 %  2,000 rows/s"),
        Case(
            state: .init(label: "import", done: 12_345, unit: "rows", rate: 10),
            line: "import  12,345 rows  10 rows/s"),
        Case(state: .init(label: "import", done: 0, total: 0, unit: "rows"), line: "import  0 rows"),
    ])
    func lineSays(_ test: Case) { #expect(test.state.line(columns: test.columns) == test.line) }

    @Test func summarySaysHowLongItTook() {
        #expect(
            Self.training.summary == "training  epoch 3/20  5,400 photos in 0:40  135 photos/s  loss 1.23")
    }

    @Test(arguments: [
        (0.0, "0:00"), (59.6, "1:00"), (34, "0:34"), (725, "12:05"), (3_729, "1:02:09"), (.nan, "-"),
        (.infinity, "-"), (-1, "-"),
    ])
    func durationsAreClockLike(_ seconds: Double, _ words: String) {
        #expect(Figures.duration(seconds: seconds) == words)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-6_100, "-6,100"), (1_234_567, "1,234,567")])
    func countsAreGrouped(_ count: Int, _ words: String) { #expect(Figures.grouped(count) == words) }

    @Test(arguments: [(0, "0 groups"), (1, "1 group"), (1_300, "1,300 groups")])
    func nounsAgreeWithTheirCounts(_ count: Int, _ words: String) {
        #expect(Figures.count(count, "group") == words)
    }
}

@Suite struct PrintableTests {
    @Test(arguments: [
        ("Oak\u{1B}[31m\r\n\u{7}\u{9B}x", "Oak\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}x"),
        ("Café 🪑 £5", "Café 🪑 £5"),
    ])
    func controlCharactersAreMadeHarmless(_ text: String, _ printable: String) {
        #expect(Figures.printable(text) == printable)
    }
}

@Suite struct RateMeterTests {
    @Test func aSteadyPaceIsFoundAtOnce() {
        var meter = RateMeter(done: 100, time: 0)
        #expect(meter.rate == nil)
        for second in 1...10 { meter.note(done: 100 + 50 * second, time: Double(second)) }
        #expect(abs((meter.rate ?? 0) - 50) < 1e-9)
    }

    @Test func aChangeOfPaceShowsWithinSecondsAndAHiccupDoesNot() {
        var meter = RateMeter(time: 0)
        for second in 1...10 { meter.note(done: 100 * second, time: Double(second)) }
        meter.note(done: 1_000, time: 10.5)
        #expect((meter.rate ?? 0) > 85)
        for second in 11...30 { meter.note(done: 1_000 + 10 * (second - 10), time: Double(second)) }
        #expect((meter.rate ?? 0) < 15)
    }

    @Test func aClockThatStandsStillIsNoNews() {
        var meter = RateMeter(time: 5)
        meter.note(done: 10, time: 5)
        #expect(meter.rate == nil)
    }
}

@Suite struct ProgressLineTests {
    /// A console with a clock that the test moves.
    private final class Desk: Sendable {
        let time = Mutex(0.0)
        let written = Mutex<[String]>([])

        func console(isTerminal: Bool) -> Console {
            Console(
                isTerminal: isTerminal, columns: { 80 },
                write: { text in self.written.withLock { $0.append(text) } },
                now: { self.time.withLock { $0 } })
        }

        func wait(_ seconds: Double) { time.withLock { $0 += seconds } }
        var lines: [String] { written.withLock { $0 } }
    }

    @Test func aTerminalIsRedrawnInPlaceTenTimesASecond() {
        let desk = Desk()
        let line = ProgressLine("import", total: 100, unit: "rows", console: desk.console(isTerminal: true))
        for _ in 0..<100 {
            desk.wait(0.01)
            line.advance()
        }
        line.finish(note: "done")
        #expect((9...11).contains(desk.lines.count))
        #expect(desk.lines.allSatisfy { $0.hasPrefix("\r") && $0.contains("\u{1B}[K") })
        #expect(desk.lines.last == "\rimport  100 rows in 0:01  100 rows/s  done\u{1B}[K\n")
    }

    @Test func elsewhereAPlainLineComesEveryFewSeconds() {
        let desk = Desk()
        let line = ProgressLine("import", total: 120, unit: "rows", console: desk.console(isTerminal: false))
        for second in 1...12 {
            desk.wait(1)
            line.update(done: second * 10)
        }
        line.finish()
        line.advance()
        line.finish()
        #expect(
            desk.lines == [
                "import ━━━━────── 41 %  10 rows/s  0:07 left\n",
                "import ━━━━━━━━── 83 %  10 rows/s  0:02 left\n",
                "import  120 rows in 0:12  10 rows/s\n",
            ])
    }

    @Test func resumedWorkDoesNotCountAsSpeed() {
        let desk = Desk()
        let line = ProgressLine(
            "import", total: 1_100, unit: "rows", done: 1_000, console: desk.console(isTerminal: false))
        desk.wait(5)
        line.update(done: 1_050)
        line.finish()
        #expect(
            desk.lines == [
                "import ━━━━━━━━━━ 95 %  10 rows/s  0:05 left\n", "import  1,050 rows in 0:05  10 rows/s\n",
            ])
    }

    @Test func manyThreadsMayReport() async {
        let desk = Desk()
        let line = ProgressLine(
            "photos", total: 8_000, unit: "photos", console: desk.console(isTerminal: true))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 { line.advance() }
                }
            }
        }
        desk.wait(1)
        line.finish()
        #expect(desk.lines.last?.contains("8,000 photos in 0:01") == true)
    }
}
