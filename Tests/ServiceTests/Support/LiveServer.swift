import Foundation
import Hummingbird
import ServiceLifecycle

@testable import SoukService

/// A service on a free port of this machine, for as long as a test runs.
enum LiveServer {
    static func run(
        _ limits: ServiceLimits = ServiceLimits(),
        routes: @escaping (Router<SoukRequestContext>) -> Void = { _ in },
        _ test: @escaping @Sendable (_ port: Int, _ runtime: ServiceRuntime) async throws -> Void
    ) async throws {
        var configuration = ServiceConfiguration()
        configuration.port = 0
        configuration.limits = limits
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let service = SoukService(
            runtime: ServiceRuntime(configuration), logger: RouterClient.silent,
            whenListening: { listening.yield($0.port) }
        ) { runtime in
            let router = guardedRouter(runtime)
            routes(router)
            return router
        }
        let group = ServiceGroup(configuration: .init(services: [service], logger: RouterClient.silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            do {
                try await test(port, service.runtime)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
