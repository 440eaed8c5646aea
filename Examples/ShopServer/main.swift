// A Hummingbird server with Souk's search inside: `ShopServer LISTINGS.csv WORKSPACE [PORT]`. Links no libtorch.
// GET /v1/search?q=… and the rest of Souk's API, and beside it a route of the shop: GET /bargains?under=100
import Foundation
import Hummingbird
import Souk
import SoukService

let arguments = CommandLine.arguments
guard arguments.count > 2 else {
    print("usage: ShopServer LISTINGS.csv WORKSPACE [PORT]")
    exit(2)
}

let workspace = try Workspace(at: URL(fileURLWithPath: arguments[2]), create: true)
_ = try Importer(workspace: workspace).run(ImportRequest(listings: URL(fileURLWithPath: arguments[1])))
_ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "shop")
let marketplace = try await Marketplace(workspace)

let souk = SoukRoutes(marketplace, ServiceConfiguration())
let router = souk.router()
souk.registerAPI(on: router)
router.get("/bargains") { request, _ in
    let limit = request.uri.queryParameters.get("under", as: Int.self) ?? 50
    let answer = try await marketplace.search(SearchRequest("under £\(limit)"))
    return answer.results.map { "\($0.listing.title)\n" }.joined()
}

try await souk.warmUp()
let port = arguments.count > 3 ? Int(arguments[3]) ?? 8080 : 8080
try await Application(
    responder: souk.responder(router), configuration: .init(address: .hostname("127.0.0.1", port: port))
).runService()
