import Foundation
import SoukNeural
import Testing

@Suite("Schedules")
struct ScheduleTests {
    private struct Cycle: Decodable {
        var peak, rise: Double
        var steps: Int
        var rates: [Double]
    }

    @Test("of one cycle give PyTorch's rates")
    func oneCycle() throws {
        let cycles = try JSONDecoder().decode([Cycle].self, from: Reference.json("one-cycle.json"))
        #expect(cycles.count == 3)
        for cycle in cycles {
            let schedule = Schedule.oneCycle(peak: cycle.peak, rise: cycle.rise, steps: cycle.steps)
            for (step, rate) in cycle.rates.enumerated() {
                #expect(
                    abs(schedule.rate(at: step) - rate) < 1e-9 * cycle.peak, "step \(step) of \(cycle.steps)")
            }
            #expect(schedule.rate(at: cycle.steps + 100) == schedule.rate(at: cycle.steps - 1))
        }
    }

    @Test("by cosine warm up in a line and end at the floor", arguments: [0, 1, 5])
    func cosine(warmUp: Int) {
        let (peak, floor, steps) = (0.2, 0.01, 25)
        let schedule = Schedule.cosine(peak: peak, floor: floor, warmUp: warmUp, steps: steps)
        for step in 0..<warmUp {
            #expect(schedule.rate(at: step) == peak * Double(step + 1) / Double(warmUp))
        }
        for step in warmUp...steps {
            let share = Double(step - warmUp) / Double(steps - warmUp)
            let expected = floor + (peak - floor) * (1 + cos(.pi * share)) / 2
            #expect(abs(schedule.rate(at: step) - expected) < 1e-12)
        }
        #expect(schedule.rate(at: warmUp) == peak)
        #expect(abs(schedule.rate(at: 1000) - floor) < 1e-12)
    }

    @Test(
        "of a few steps stay finite and at most at the peak",
        arguments: [
            Schedule.oneCycle(peak: 1, rise: 0.3, steps: 1), .oneCycle(peak: 1, rise: 0, steps: 3),
            .oneCycle(peak: 1, rise: 1, steps: 3), .oneCycle(peak: 1, rise: 0.3, steps: 0),
            .cosine(peak: 1, floor: 0, warmUp: 9, steps: 3), .cosine(peak: 1, floor: 0, warmUp: 0, steps: 0),
            .constant(rate: 1),
        ])
    func short(schedule: Schedule) {
        for step in 0..<12 { #expect((0...1).contains(schedule.rate(at: step)), "step \(step)") }
    }

    @Test("are stored and read again")
    func stored() throws {
        for schedule in [
            Schedule.constant(rate: 0.1), .cosine(peak: 1, floor: 0.1, warmUp: 2, steps: 9),
            .oneCycle(peak: 1, rise: 0.2, steps: 5),
        ] {
            let data = try JSONEncoder().encode(schedule)
            #expect(try JSONDecoder().decode(Schedule.self, from: data) == schedule)
        }
    }
}
