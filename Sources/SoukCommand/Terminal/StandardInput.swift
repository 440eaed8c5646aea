import SoukCatalog
import Foundation

/// Standard input as a whole, up to the size that a photo may have.
enum StandardInput {
    static func read(limit: Int = PhotoLimits().fileBytes) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            bytes += piece
            guard bytes.count <= limit else {
                throw CatalogError.photo(path: "standard input", reason: "is larger than \(limit >> 20) MiB")
            }
        }
        return bytes
    }
}
