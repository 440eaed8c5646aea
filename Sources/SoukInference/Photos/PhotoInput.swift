import Foundation
package import SoukCatalog

/// A photo to classify: a file, or bytes in memory.
public enum PhotoInput: Sendable {
    case file(String)
    case bytes([UInt8], name: String)

    package var name: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name): name
        }
    }

    /// Files as they are, folders as the photos in them and below, sorted by path.
    public static func all(at path: String) -> [PhotoInput] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
            let names = FileManager.default.enumerator(atPath: path)
        else { return [.file(path)] }
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        return names.compactMap { $0 as? String }.filter(looksLikePhoto).sorted().map {
            .file("\(base)/\($0)")
        }
    }

    /// Standard input: one photo, or a list of paths, one a line or with a zero byte after each.
    public static func all(in bytes: [UInt8]) -> [PhotoInput] {
        guard PhotoFormat(sniffing: Array(bytes.prefix(32))) == nil,
            let text = String(bytes: bytes, encoding: .utf8)
        else { return [.bytes(bytes, name: "-")] }
        let separator: Character = text.contains("\0") ? "\0" : "\n"
        return text.split(separator: separator)
            .map { separator == "\n" ? $0.trimmingCharacters(in: .whitespacesAndNewlines) : String($0) }
            .filter { !$0.isEmpty }.flatMap(all(at:))
    }

    private static func looksLikePhoto(_ name: String) -> Bool {
        let file = URL(fileURLWithPath: name)
        guard !file.lastPathComponent.hasPrefix(".") else { return false }
        return PhotoFormat.allCases.contains { $0.suits(extension: file.pathExtension.lowercased()) }
    }

    /// The photo as an import would keep it.
    package func cleaned(by cleaner: PhotoCleaner) -> (outcome: PhotoOutcome, photo: CleanPhoto?) {
        switch self {
        case .file(let path): cleaner.clean(file: URL(fileURLWithPath: path))
        case .bytes(let bytes, _): cleaner.clean(bytes: bytes)
        }
    }
}
