// Makes a small table searchable and searches it: `ImportAndSearch "settee under £100"`. Links no libtorch.
import Foundation
import Souk

let folder = FileManager.default.temporaryDirectory.appending(path: "souk-example-\(UUID())")
defer { try? FileManager.default.removeItem(at: folder) }
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)

let table = folder.appending(path: "listings.csv")
try Data(
    """
    id,title,description,category,price,location
    1,Red leather sofa,Three seats,Home / Sofas,£120,Leeds
    2,Grey corner sofa,Smoke free home,Home / Sofas,£90,York
    3,Oak dining table,Seats six,Home / Tables,£75,Leeds
    """.utf8
).write(to: table)

let workspace = try Workspace(at: folder.appending(path: "workspace"), create: true)
let summary = try Importer(workspace: workspace).run(ImportRequest(listings: table))
_ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "example")

let marketplace = try await Marketplace(workspace)
let words = CommandLine.arguments.dropFirst().joined(separator: " ")
let answer = try await marketplace.search(SearchRequest(words.isEmpty ? "settee under £100" : words))
print("\(summary.listings.new) listings, \(answer.results.count) found")
for result in answer.results { print(result.rank, result.listing.id, result.listing.title) }
