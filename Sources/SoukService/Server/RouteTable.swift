import Hummingbird
import Synchronization

/// Which methods a path has, for 405 and its `Allow`.
final class RouteTable: Sendable {
    private let routes = Mutex<[(segments: [String], method: String)]>([])

    func fill(from router: Router<SoukRequestContext>) {
        let found = router.routes.map { route in
            (segments: Self.segments(route.path.description), method: route.method.rawValue)
        }
        routes.withLock { $0 = found }
    }

    /// Every path as it was registered.
    var paths: [String] { routes.withLock { $0.map { "/" + $0.segments.joined(separator: "/") } } }

    func methods(of path: String) -> [String] {
        let segments = Self.segments(path)
        let found = routes.withLock { $0.filter { Self.matches($0.segments, segments) }.map(\.method) }
        // The router answers HEAD wherever it answers GET.
        return Set(found + (found.contains("GET") ? ["HEAD"] : [])).sorted()
    }

    private static func segments(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
        for (index, part) in pattern.enumerated() {
            if part == "**" { return true }
            guard index < path.count else { return false }
            guard part.contains("{") || part.hasPrefix(":") || part == "*" || part == path[index] else {
                return false
            }
        }
        return pattern.count == path.count
    }
}
