import Foundation

/// A photo as a table names it: a file name, a path below the photo folder, or an address.
struct PhotoReference: Equatable {
    /// A path below the photo folder, such as `a.jpg` or `sofa/1.jpg`; of an address its last part.
    let path: String
    /// All folders that the text names and the file's name, percent-encoding undone: what a file must end with.
    let steps: [String]
    let isAddress: Bool

    /// nil when the text names nothing, or something outside of the photo folder.
    init?(_ text: String) {
        var path = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isAddress = path.contains("://") || path.hasPrefix("//")
        if isAddress {
            path = String(path.prefix { $0 != "?" && $0 != "#" })
            let start = path.range(of: "//")?.upperBound ?? path.startIndex
            path = path[start...].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
                .joined(separator: "/")
        } else {
            path = Self.withoutDrive(path.replacing("\\", with: "/"))
        }
        while path.hasPrefix("./") { path.removeFirst(2) }
        let found = path.split(separator: "/").map {
            isAddress ? $0.removingPercentEncoding ?? String($0) : String($0)
        }
        guard let last = found.last, !path.hasSuffix("/"), path.utf8.count <= 1024, found.first != "~",
            !found.contains(where: { $0 == ".." || $0.contains("\0") || $0.contains("/") })
        else { return nil }
        self.isAddress = isAddress
        steps = found.filter { $0 != "." }
        self.path = isAddress ? last : path
    }

    /// `C:/photos/a.jpg` gives `photos/a.jpg`.
    private static func withoutDrive(_ path: String) -> String {
        let start = path.prefix(3)
        guard start.count == 3, start.first?.isASCII == true, start.first?.isLetter == true,
            start.dropFirst() == ":/"
        else { return path }
        return String(path.dropFirst(3))
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
