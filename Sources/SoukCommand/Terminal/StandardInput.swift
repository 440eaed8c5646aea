import SoukCatalog
import Foundation

enum StandardInput {
    /// What names it in place of a file.
    static let name = "-"

    /// Standard input as a whole, up to the size that a photo may have.
    static func read(limit: Int = PhotoLimits().fileBytes) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try pieces { piece in
            bytes += piece
            guard bytes.count <= limit else {
                throw CatalogError.photo(path: "standard input", reason: "is larger than \(limit >> 20) MiB")
            }
        }
        return bytes
    }

    /// Hands on a file of what standard input holds, of any size, which is gone afterwards: a table is read more than once.
    static func asFile<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("standard input")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: file)
            let copy = try FileHandle(forWritingTo: file)
            try pieces { try copy.write(contentsOf: $0) }
            try copy.close()
        } catch let error as CocoaError {
            throw CatalogError.io(path: file.path, reason: error.localizedDescription)
        }
        return try body(file)
    }

    private static func pieces(_ body: (Data) throws -> Void) throws {
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            if Interruption.isRequested() { throw CatalogError.interrupted }
            try body(piece)
        }
    }
}
