import Foundation
import SoukSearch
import Testing

/// What generations must do, wherever they are kept.
@Suite struct GenerationConformanceTests {
    private func build(_ count: Int, _ all: any SearchGenerations) async throws -> String {
        try await all.build(RandomListings.model, madeBy: "test") { draft in
            var random = RandomListings(seed: UInt64(count))
            try await draft.add(random.listings(count))
        }.name
    }

    private func serving(_ all: any SearchGenerations) async throws -> Int {
        try await all.openCurrent().state().listings
    }

    @Test(arguments: EngineFactory.all)
    func switchRollBackAndDrop(_ factory: EngineFactory) async throws {
        let all = factory.generations()
        #expect(try await all.current() == nil)
        await #expect(throws: RetrievalError.self) { try await all.openCurrent() }
        await #expect(throws: RetrievalError.self) { try await all.rollBack() }
        let first = try await build(3, all)
        #expect(try await all.current() == nil, "a build does not switch")
        try await all.activate(first)
        let second = try await build(5, all)
        #expect(try await serving(all) == 3)
        let reader = try await all.openCurrent()
        try await all.activate(second)
        try await all.activate(second)
        #expect(try await serving(all) == 5)
        #expect(try await reader.state().listings == 3, "what was opened goes on answering")
        let states = try await all.list(.everything)
        #expect(states.map(\.name) == [first, second] && states.map(\.isCurrent) == [false, true])
        #expect(states.map(\.isRollbackTarget) == [true, false] && states.map(\.manifest?.count) == [3, 5])
        await #expect(throws: RetrievalError.self) { try await all.drop(second) }
        #expect(try await all.rollBack() == first)
        #expect(try await serving(all) == 3)
        try await all.drop(second)
        #expect(try await all.list(.opening).map(\.name) == [first])
        for name in [second, "never", "../\(first)", ""] {
            await #expect(throws: RetrievalError.self) { try await all.open(name) }
            await #expect(throws: RetrievalError.self) { try await all.activate(name) }
            await #expect(throws: RetrievalError.self) { try await all.drop(name) }
        }
        #expect(try await serving(all) == 3)
    }

    @Test(arguments: EngineFactory.all)
    func whatServesAndTheWayBackOutlivePruning(_ factory: EngineFactory) async throws {
        let all = factory.generations()
        var names: [String] = []
        for count in 1...5 { names.append(try await build(count, all)) }
        for name in [names[0], names[1]] { try await all.activate(name) }
        #expect(try await all.prune(keeping: 1) == [names[2], names[3]])
        #expect(try await all.prune(keeping: 0) == [names[4]])
        #expect(try await all.prune(keeping: 0).isEmpty)
        #expect(try await all.rollBack() == names[0])
        #expect(try await serving(all) == 1)
    }

    @Test(arguments: EngineFactory.all)
    func anUnfinishedBuildLeavesNothing(_ factory: EngineFactory) async throws {
        struct Stop: Error {}
        let all = factory.generations()
        await #expect(throws: Stop.self) {
            try await all.build(.none, madeBy: "test") { draft in
                try await draft.add([IndexedListing(id: "a", title: "kaba")])
                throw Stop()
            }
        }
        #expect(try await all.list(.everything).isEmpty)
        let whole = try await build(2, all)
        #expect(try await all.list(.everything).map(\.name) == [whole])
    }

    @Test(arguments: EngineFactory.all)
    func attachmentsGoWithTheirGeneration(_ factory: EngineFactory) async throws {
        let all = factory.generations()
        let (first, second) = (try await build(1, all), try await build(2, all))
        let bytes = Data((0...255).map { UInt8($0) })
        try await all.attach("ranking.json", Data("old".utf8), to: first)
        try await all.attach("ranking.json", bytes, to: first)
        #expect(try await all.attachment("ranking.json", of: first) == bytes)
        #expect(try await all.attachment("ranking.json", of: second) == nil)
        #expect(try await all.attachment("other", of: first) == nil)
        #expect(try await all.open(first).state().listings == 1)
        try await all.drop(first)
        await #expect(throws: RetrievalError.self) { try await all.attachment("ranking.json", of: first) }
    }
}
