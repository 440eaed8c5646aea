import Foundation

/// A photo as a table names it: a file name, a path below the photo folder, or an address.
struct PhotoReference: Equatable {
    /// A path below the photo folder, such as `a.jpg` or `sofa/1.jpg`.
    let path: String

    /// nil when the text names nothing, or something outside of the photo folder.
    init?(_ text: String) {
        var path = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if path.contains("://") || path.hasPrefix("//") {
            path = String(path.prefix { $0 != "?" && $0 != "#" })
            let last = path.split(separator: "/").dropFirst().last.map(String.init) ?? ""
            path = last.removingPercentEncoding ?? last
        }
        while path.hasPrefix("./") { path.removeFirst(2) }
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.contains("\0"), !path.contains("\\"), !steps.contains(".."),
            steps.first != "~", path.utf8.count <= 1024
        else { return nil }
        self.path = path
    }

    /// `sofa/1.jpg` gives `1.jpg`.
    var lastComponent: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// `sofa/1.jpg` gives `1`.
    var stem: String { Self.stem(of: lastComponent) }

    static func stem(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
