import Foundation
import Testing

import SoukEmbeddedSearch
import SoukSearch

/// A program that builds, switches and prunes is killed without warning: what serves is always whole.
struct KilledGenerationTests {
    @Test func whatServesIsWholeAtAnyMoment() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        for microseconds in stride(from: 60_000, to: 420_000, by: 70_000) {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, microseconds = microseconds as Int] in
                Thread.detachNewThread {
                    usleep(UInt32(microseconds))
                    kill(getpid(), SIGKILL)
                }
                try KilledBuilds(path).run()
            }
            try KilledBuilds(path).expectWhole()
        }
    }
}

/// Builds generations of 1, 2, 3… listings, for ever.
struct KilledBuilds {
    let folder: URL
    private var generations: IndexGenerations {
        IndexGenerations(root: folder.appendingPathComponent("index"))
    }
    private var notes: URL { folder.appendingPathComponent("served") }

    init(_ path: String) { folder = URL(fileURLWithPath: path, isDirectory: true) }

    func run() throws {
        while true {
            let number = served() + 1
            let built = try generations.build(model: RandomListings.model, madeBy: "test") { builder in
                var random = RandomListings(seed: 1)
                for id in 0..<number { try builder.add([random.listing("ad-\(id)")]) }
            }
            try generations.switchTo(built.generation)
            try Data(repeating: 46, count: number).write(to: notes, options: .atomic)
            try generations.prune(keeping: 1)
        }
    }

    func expectWhole() throws {
        let states = try generations.list(.everything)
        #expect(states.allSatisfy { $0.damage == nil }, "\(states)")
        guard try generations.current != nil else {
            #expect(served() == 0)
            return
        }
        let count = try generations.openCurrent().count
        #expect(count == served() || count == served() + 1)
    }

    private func served() -> Int { (try? Data(contentsOf: notes))?.count ?? 0 }
}
