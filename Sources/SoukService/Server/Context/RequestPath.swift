import Hummingbird

/// The path of a request in the one spelling that all decisions are made by: without repeated or trailing slashes, as
/// the router reads it.
enum RequestPath {
    static func normalised(_ path: String) -> String {
        "/" + path.split(separator: "/").joined(separator: "/")
    }

    /// The route that answers, as it was registered; the path itself where none does.
    static func route(_ request: Request, _ context: SoukRequestContext) -> String {
        guard let route = context.endpointPath, route != "NotFound" else {
            return normalised(request.uri.path)
        }
        return normalised(route)
    }
}
