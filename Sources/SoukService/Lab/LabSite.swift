import Foundation
import HTTPTypes
import Hummingbird
import SoukEvaluation
import SoukMarketplace

/// What all routes of the lab share.
struct LabSite: Sendable {
    let marketplace: Marketplace
    let models: any JudgedModelProvider
    let runtime: ServiceRuntime
    let jobs = LabJobs()
    let engines: LabEngines
    private let templates: PageTemplates
    private let style: StoredFile?

    init(
        marketplace: Marketplace, models: any JudgedModelProvider, runtime: ServiceRuntime
    ) throws {
        (self.marketplace, self.models, self.runtime) = (marketplace, models, runtime)
        engines = LabEngines(marketplace, models)
        let folder = Bundle.module.bundleURL.appending(path: "Resources/lab")
        let page = try PageAssets(folder: PageFiles.folder.appending(path: "assets"))
        templates = try PageTemplates(folder: folder.appending(path: "templates"), assets: page.address)
        style = StoredFile(
            contentsOf: folder.appending(path: "lab.css"), type: "text/css; charset=utf-8",
            cacheControl: "private, no-cache")
    }

    /// A page as HTML, which nobody keeps.
    func html(_ page: some Sendable, _ template: String) throws -> Response {
        guard let text = templates.render(page, template) else {
            throw Problem(.internalServerError, "page.template", "This page cannot be shown.")
        }
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    func styleSheet(_ request: Request) throws -> Response {
        guard let style else { throw Problem.notFound() }
        return style.response(to: request)
    }

    static var backToOverview: Response {
        Response(status: .seeOther, headers: [.location: "/lab", .cacheControl: "no-store"])
    }
}

/// What every page of the lab has around its content.
struct LabFrame: Sendable, Equatable {
    var title: String
    var isOverview = false
    var isCompare = false
    var isImport = false
    var isLatency = false
    /// Seconds after which the page is to be read anew; nil for never.
    var refresh: Int?
}

/// A table's row of plain cells.
struct LabRow: Sendable, Equatable {
    var name: String
    var cells: [String]
}
