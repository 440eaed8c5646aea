import Foundation

/// Where a login leads to: only to a path of this service.
enum LoginTarget {
    static func checked(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 1024,
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return path
    }

    static func encoded(_ path: String) -> String {
        checked(path).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "%2F"
    }
}
