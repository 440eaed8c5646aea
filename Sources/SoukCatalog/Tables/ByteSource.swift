import Foundation

/// Reads a stream in pieces of about 1 MiB, as bytes of an ASCII superset: what is neither UTF-8 nor Windows-1252
/// becomes UTF-8 on the way.
struct ByteSource {
    let encoding: TextEncoding
    private let stream: any ByteStream
    private var pending: [UInt8]
    private let transcoder: Transcoder?

    /// - Parameter stated: the encoding where the user knows it; a byte order mark still wins.
    init(_ stream: PeekedStream, path: String, stated: TextEncoding? = nil) throws(CatalogError) {
        let sample = try stream.read()
        let mark = TextEncoding.mark(sample)
        if let known = mark?.encoding ?? stated {
            encoding = known
        } else {
            encoding = try TextEncoding.detect(sample, path: path)
        }
        transcoder = try encoding.iconvName.map { (name) throws(CatalogError) in
            try Transcoder(from: name, path: path)
        }
        self.stream = stream
        pending = Array(sample.dropFirst(mark?.length ?? 0))
    }

    var totalBytes: Int { stream.total }
    var bytesRead: Int { stream.consumed }
    /// Whether a byte of the file is a byte that the source gives.
    var isDirect: Bool { transcoder == nil && stream.isPlain }

    /// Appends the next piece to `buffer`; false at the end of the file.
    mutating func read(into buffer: inout [UInt8]) throws(CatalogError) -> Bool {
        if pending.isEmpty { pending = try stream.read() }
        guard !pending.isEmpty else {
            return transcoder.map { $0.finish(into: &buffer) } ?? false
        }
        if let transcoder {
            transcoder.convert(pending, into: &buffer)
        } else {
            buffer.append(contentsOf: pending)
        }
        pending.removeAll()
        return true
    }
}
