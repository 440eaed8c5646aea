import HTTPTypes
import Hummingbird

/// Forms are taken from this site's own pages only.
enum SameSite {
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    /// - Throws: `Problem` 403 when another site's page sent the request. Browsers say so; programs that send
    ///   neither header are no browsers, and carry nobody's cookies by accident.
    static func check(_ request: Request) throws(Problem) {
        if let name = fetchSite, let site = request.headers[name] {
            guard ["same-origin", "none"].contains(site) else { throw refusal }
            return
        }
        guard let origin = request.headers[.origin] else { return }
        let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
        guard host == request.head.authority else { throw refusal }
    }

    private static var refusal: Problem {
        Problem(
            .forbidden, "form.foreign", "This form came from another site.",
            next: "Open the page here and send it again.")
    }
}
