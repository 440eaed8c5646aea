import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSample
import SoukSearch
import Testing

/// "red sofa" asks for a sofa: on the marketplace of the demo, sofas come before other red things.
@Suite struct ThingBeforeAttributesTests {
    private static let attributes = ["red", "blue", "green", "black", "white", "used", "vintage", "clean"]

    @Test func theThingOutweighsItsAttributes() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = folder.appendingPathComponent("sample")
        try SampleMarketplace(seed: 5, listings: 900, photos: false).write(to: sample)
        let workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(
            ImportRequest(listings: sample.appendingPathComponent("Products.csv")))
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        let pipeline = try await SearchPipeline.serving(workspace.search, synonyms: .marketplace)

        var asked = 0
        for thing in [
            "sofa", "lamp", "kettle", "mirror", "jacket", "guitar", "bicycle", "drill", "toaster", "dress",
        ] {
            for attribute in Self.attributes {
                let results = try await pipeline.search(SearchRequest("\(attribute) \(thing)", limit: 50))
                    .results
                func has(_ result: RankedResult, _ term: String) -> Bool {
                    result.matches.contains { $0.term == term && $0.field == .title }
                }
                guard results.contains(where: { has($0, thing) }),
                    results.contains(where: {
                        has($0, attribute) && !$0.matches.contains { $0.term == thing }
                    })
                else { continue }
                asked += 1
                let last = results.lastIndex { has($0, thing) } ?? 0
                let wrong = results[..<last].filter { result in !result.matches.contains { $0.term == thing }
                }
                #expect(wrong.isEmpty, "\(attribute) \(thing): \(wrong.map(\.listing.title))")
                if results.contains(where: { has($0, thing) && has($0, attribute) }) {
                    #expect(
                        has(results[0], thing) && has(results[0], attribute),
                        "\(attribute) \(thing): \(results[0].listing.title)")
                }
            }
        }
        #expect(asked > 20, "only \(asked) queries put a thing against its attribute")
    }
}
