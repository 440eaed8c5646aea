import HTTPTypes
import Hummingbird

/// Forms are taken from this site's own pages only.
enum SameSite {
    /// - Throws: `Problem` 403 when another site's page sent the request. Programs that are no browsers say nothing
    ///   of where they come from, and carry nobody's cookies by accident.
    static func check(_ request: Request) throws(Problem) {
        let isSilent =
            request.headers[.origin] == nil && request.headers[.requireName("Sec-Fetch-Site")] == nil
        guard isSilent || SameOrigin.holds(for: request) else {
            throw Problem(
                .forbidden, "form.foreign", "This form came from another site.",
                next: "Open the page here and send it again.")
        }
    }
}
