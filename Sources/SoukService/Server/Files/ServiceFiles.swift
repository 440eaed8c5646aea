import Foundation
import Hummingbird

/// The files of login and problem pages, and what robots are told.
struct ServiceFiles: Sendable {
    private let style: StoredFile?
    private let robots = StoredFile(
        Array("User-agent: *\nDisallow: /v1/\nDisallow: /lab\nDisallow: /login\n".utf8),
        type: "text/plain; charset=utf-8", cacheControl: "public, max-age=86400")

    init() {
        let url = Bundle.module.url(
            forResource: "service", withExtension: "css", subdirectory: "Resources/server")
        style = url.flatMap {
            StoredFile(contentsOf: $0, type: "text/css; charset=utf-8", cacheControl: "public, max-age=3600")
        }
    }

    func add(to router: Router<SoukRequestContext>) {
        router.get("/service.css") { [style] request, _ in
            guard let style else { throw Problem.notFound() }
            return style.response(to: request)
        }
        router.get("/robots.txt") { [robots] request, _ in robots.response(to: request) }
    }
}
