import Hummingbird
import SoukCatalog

/// Pages of the service itself: login and problems.
enum ServicePage {
    /// - Parameter body: HTML, escaped already.
    static func html(_ title: String, _ body: String, status: HTTPResponse.Status = .ok) -> Response {
        let title = Markup.escape(title)
        let text = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · Souk</title><link rel="stylesheet" href="/service.css"></head>
            <body><main><h1>\(title)</h1>
            \(body)
            </main></body></html>

            """
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
