import Foundation
import SoukCatalog
import Testing

import SoukCatalog

@Suite struct CurrentVersionTests {
    /// A workspace with finished and unfinished versions of a model called `cnn`.
    private func store(finished: [Int], unfinished: [Int] = []) throws -> ModelStore {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let store = ModelStore(try Workspace(at: root, create: true))
        for version in finished + unfinished {
            let folder = store.root.appendingPathComponent("cnn/\(version)", isDirectory: true)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            if finished.contains(version) {
                try Data("{}".utf8).write(to: folder.appendingPathComponent("model.json"))
            }
        }
        return store
    }

    private func remove(_ store: ModelStore) {
        try? FileManager.default.removeItem(at: store.root.deletingLastPathComponent())
    }

    @Test func theNewestIsInUseUntilOneIsPromoted() throws {
        let store = try store(finished: [1, 2, 3])
        defer { remove(store) }
        #expect(try store.finished("cnn").version == 3)
        #expect(try store.promoted("cnn") == nil)
        try store.promote(store.finished("cnn/2"))
        #expect(try store.finished("cnn").version == 2)
        #expect(try store.finished("cnn/3").version == 3)
        #expect(try store.finishedVersion("cnn").version == 3)
    }

    @Test func rollbackGoesTheWayBack() throws {
        let store = try store(finished: [1, 2, 3])
        defer { remove(store) }
        for version in [1, 2, 3] { try store.promote(store.finished("cnn/\(version)")) }
        #expect(try store.rollback("cnn").version == 2)
        #expect(try store.finished("cnn").version == 2)
        #expect(try store.rollback("cnn").version == 1)
        try store.promote(store.finished("cnn/3"))
        #expect(try store.rollback("cnn").version == 1)
    }

    @Test func whatWasDeletedIsSkippedOnTheWayBack() throws {
        let store = try store(finished: [1, 2, 3])
        defer { remove(store) }
        for version in [1, 2, 3] { try store.promote(store.finished("cnn/\(version)")) }
        try FileManager.default.removeItem(at: store.finished("cnn/2").url)
        #expect(try store.rollback("cnn").version == 1)
    }

    @Test func withoutAPastThereIsNoWayBack() throws {
        let store = try store(finished: [1])
        defer { remove(store) }
        #expect(throws: StoredModelError.self) { try store.rollback("cnn") }
        #expect(throws: StoredModelError.self) { try store.rollback("nothing") }
        try store.promote(store.finished("cnn/1"))
        try store.promote(store.finished("cnn/1"))
        #expect(throws: StoredModelError.self) { try store.rollback("cnn") }
    }

    @Test func whatIsNotFinishedCannotBeInUse() throws {
        let store = try store(finished: [1], unfinished: [2])
        defer { remove(store) }
        let unfinished = try #require(store.versions(of: "cnn").last)
        #expect(throws: StoredModelError.self) { try store.promote(unfinished) }
        #expect(try store.finished("cnn").version == 1)
    }

    @Test func aDamagedRecordIsNamedAndMendedByPromotion() throws {
        let store = try store(finished: [1, 2])
        defer { remove(store) }
        try Data("{\"version\":".utf8).write(to: store.root.appendingPathComponent("cnn/current.json"))
        #expect(throws: StoredModelError.self) { try store.finished("cnn") }
        #expect(try store.finished("cnn/1").version == 1)
        try store.promote(store.finished("cnn/1"))
        #expect(try store.finished("cnn").version == 1)
        #expect(try store.rollback("cnn").version == 2)
    }

    @Test func aPromotedVersionThatIsGoneIsAnErrorNotAnotherModel() throws {
        let store = try store(finished: [1, 2])
        defer { remove(store) }
        try store.promote(store.finished("cnn/1"))
        try FileManager.default.removeItem(at: store.finished("cnn/1").url)
        #expect(throws: StoredModelError.self) { try store.finished("cnn") }
    }
}
