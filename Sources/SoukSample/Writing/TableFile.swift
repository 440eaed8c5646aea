import SoukCatalog
import Foundation

/// Appends records to a comma-separated file as the site's export does: fields with a comma, a quote or a
/// line feed are quoted, those with a bare carriage return are not.
final class TableFile {
    private let url: URL
    private let handle: FileHandle
    private var waiting: [UInt8] = []

    init(_ url: URL) throws(CatalogError) {
        self.url = url
        guard FileManager.default.createFile(atPath: url.path, contents: nil),
            let handle = FileHandle(forWritingAtPath: url.path)
        else { throw .io(path: url.path, reason: "cannot be created; check the folder's permissions") }
        self.handle = handle
        waiting.reserveCapacity(1 << 20)
    }

    deinit { try? handle.close() }

    func append(_ fields: [String]) throws(CatalogError) {
        for (index, field) in fields.enumerated() {
            if index > 0 { waiting.append(UInt8(ascii: ",")) }
            write(field)
        }
        waiting.append(UInt8(ascii: "\n"))
        if waiting.count > 1_000_000 { try flush() }
    }

    func finish() throws(CatalogError) {
        try flush()
        do { try handle.close() } catch { throw failure(error) }
    }

    private func write(_ field: String) {
        let quote = UInt8(ascii: "\"")
        guard
            field.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") })
        else {
            waiting.append(contentsOf: field.utf8)
            return
        }
        waiting.append(quote)
        for byte in field.utf8 {
            waiting.append(byte)
            if byte == quote { waiting.append(quote) }
        }
        waiting.append(quote)
    }

    private func flush() throws(CatalogError) {
        do { try handle.write(contentsOf: waiting) } catch { throw failure(error) }
        waiting.removeAll(keepingCapacity: true)
    }

    private func failure(_ error: any Error) -> CatalogError {
        .io(path: url.path, reason: "cannot be written: \(error); is the disk full?")
    }
}
