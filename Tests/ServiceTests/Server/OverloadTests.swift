import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import SoukService

/// More than the service can do: some wait, the rest are told at once, and it is over when the load is.
@Suite struct OverloadTests {
    private func limits(running: Int, waiting: Int, patience: Duration = .seconds(10)) -> AdmissionLimits {
        var limits = AdmissionLimits()
        limits.search = .init(running: running, waiting: waiting)
        limits.patience = patience
        return limits
    }

    @Test func soManyRunSoManyWaitTheRestIsToldAtOnce() async throws {
        let admission = Admission(limits(running: 2, waiting: 3, patience: .seconds(600)))
        let later = ContinuousClock.now + .seconds(600)
        var places: [Admission.Place] = []
        for _ in 0..<2 { places.append(try await admission.enter(.search, until: later)) }
        let order = Noted<Int>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<3 {
                group.addTask {
                    let place = try await admission.enter(.search, until: later)
                    order.add(number)
                    withExtendedLifetime(place) {}
                }
                while Self.load(admission).waiting < number + 1 { await Task.yield() }
            }
            await #expect(throws: Problem.self) { try await admission.enter(.search, until: later) }
            let problem = try await refusal(admission)
            #expect(problem.status.code == 429 && problem.headers[.retryAfter] != nil)
            places.removeAll()
            try await group.waitForAll()
        }
        #expect(order.all.sorted() == [0, 1, 2])
        #expect(Self.load(admission) == (0, 0))
        // Other classes never noticed.
        _ = try await admission.enter(.light, until: later)
    }

    private func refusal(_ admission: Admission) async throws -> Problem {
        do {
            _ = try await admission.enter(.search, until: .now + .seconds(60))
            throw Problem.broken
        } catch { return Problem(from: error) }
    }

    private static func load(_ admission: Admission) -> (running: Int, waiting: Int) {
        let load = admission.load.first { $0.kind == .search }
        return (load?.running ?? -1, load?.waiting ?? -1)
    }

    @Test func whoWaitsTooLongIsTold() async throws {
        let admission = Admission(limits(running: 1, waiting: 5, patience: .milliseconds(40)))
        let place = try await admission.enter(.search, until: .now + .seconds(600))
        let problem = try await refusal(admission)
        #expect(problem.status.code == 503 && problem.headers[.retryAfter] != nil)
        #expect(Self.load(admission) == (1, 0))
        withExtendedLifetime(place) {}
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let admission = Admission(limits(running: 1, waiting: 5))
        let place = try await admission.enter(.search, until: .now + .seconds(600))
        let waiter = Task { _ = try await admission.enter(.search, until: .now + .seconds(600)) }
        while Self.load(admission).waiting == 0 { await Task.yield() }
        waiter.cancel()
        await #expect(throws: (any Error).self) { try await waiter.value }
        #expect(Self.load(admission) == (1, 0))
        withExtendedLifetime(place) {}
    }

    @Test func aLateAnswerIsNotWaitedFor() async throws {
        let cancelled = Noted<Bool>()
        let released = Noted<Bool>()
        var configuration = ServiceConfiguration()
        configuration.limits.deadline = .milliseconds(100)
        configuration.limits.admission = limits(running: 1, waiting: 0)
        let client = RouterClient(configuration) { router in
            router.get("/slow") { _, context -> String in
                do { try await Task.sleep(for: .seconds(600)) } catch { cancelled.add(true) }
                // What cannot be stopped goes on for a while.
                await Task.detached {
                    while released.all.isEmpty { try? await Task.sleep(for: .milliseconds(10)) }
                }.value
                return "late"
            }
        }
        let start = ContinuousClock.now
        let reply = try await client.execute(uri: "/slow")
        #expect(reply.status == 503 && reply.code == "service.deadline" && reply.headers[.retryAfter] != nil)
        #expect(ContinuousClock.now - start < .seconds(300))
        // Its place is free, once: as much work may be overdue as there are places. Then readiness knows.
        #expect(client.runtime.admission.stuck == [.search])
        #expect(try await client.execute(uri: "/slow").status == 503)
        #expect(try await client.execute(uri: "/slow").status == 429)
        released.add(true)
        while Self.load(client.runtime.admission).running > 0 || !client.runtime.admission.stuck.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(cancelled.all == [true, true])
    }

    @Test func aStreamKeepsItsPlaceUntilItIsWritten() async throws {
        var configuration = ServiceConfiguration()
        configuration.limits.admission = limits(running: 1, waiting: 0)
        let client = RouterClient(configuration) { router in
            router.get("/stream") { _, _ in
                Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        try await writer.write(ByteBuffer(string: "a"))
                        try await writer.finish(nil)
                    })
            }
        }
        for _ in 0..<3 { #expect(try await client.execute(uri: "/stream").text == "a") }
    }

    @Test func afterAStormAllIsAsBefore() async throws {
        var configuration = ServiceConfiguration()
        configuration.limits.admission = limits(running: 2, waiting: 4)
        let client = RouterClient(configuration) { router in
            router.get("/work") { _, _ -> String in
                try await Task.sleep(for: .milliseconds(5))
                return "done"
            }
        }
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<300 { group.addTask { try await client.execute(uri: "/work").status } }
            return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(Set(statuses.keys).isSubset(of: [200, 429, 503]) && statuses[200, default: 0] >= 6)
        #expect(statuses[500] == nil && Self.load(client.runtime.admission) == (0, 0))
        #expect(try await client.execute(uri: "/work").status == 200)
    }

    @Test(arguments: [
        ("/v1/search", HTTPRequest.Method.post, RouteClass.search), ("/v1/search", .get, .search),
        ("/v1/listings/{id}", .put, .write), ("/v1/listings:batch", .post, .heavy),
        ("/health/ready", .get, .free),
        ("/metrics", .get, .free), ("/assets/{version}/{name}", .get, .light), ("/", .get, .search),
        ("/lab", .get, .light), ("/lab/compare", .post, .heavy), ("NotFound", .get, .free),
        ("/predict/category", .post, .photo), ("/search/photos", .post, .photo),
        ("/v1/listings/{id}/photos/{n}", .put, .photo), ("/search/photos/{id}", .get, .light),
        ("/v1/events", .post, .write),
    ])
    func routesHaveTheirClass(_ route: String, _ method: HTTPRequest.Method, _ kind: RouteClass) {
        #expect(RouteClass(route: route, method: method) == kind)
    }
}
