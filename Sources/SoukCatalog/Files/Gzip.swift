import CLibArchive
package import Foundation

/// Bodies that gzip compressed.
package enum Gzip {
    /// Why a body cannot be inflated.
    package enum Fault: Error, Sendable, Equatable {
        case damaged
        /// The content is longer than asked for.
        case tooLarge
    }

    /// What was compressed.
    ///
    /// - Parameter limit: bytes; no more memory than about that is taken.
    package static func inflate(_ data: Data, upTo limit: Int) throws(Fault) -> Data {
        guard data.starts(with: [0x1F, 0x8B]), let handle = archive_read_new() else { throw .damaged }
        defer { archive_read_free(handle) }
        archive_read_support_format_raw(handle)
        archive_read_support_filter_gzip(handle)
        let result: Result<Data, Fault> = data.withUnsafeBytes { bytes in
            var entry: OpaquePointer?
            guard archive_read_open_memory(handle, bytes.baseAddress, bytes.count) == ARCHIVE_OK,
                archive_read_next_header(handle, &entry) == ARCHIVE_OK
            else { return .failure(.damaged) }
            var content = Data()
            var piece = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = archive_read_data(handle, &piece, piece.count)
                guard count >= 0 else { return .failure(.damaged) }
                guard count > 0 else { return .success(content) }
                guard count <= limit - content.count else { return .failure(.tooLarge) }
                content.append(contentsOf: piece[..<count])
            }
        }
        return try result.get()
    }
}
