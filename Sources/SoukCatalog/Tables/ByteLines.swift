import Foundation

/// The window of a file that a table reader looks at: what it has not consumed, refilled when it runs short.
struct ByteLines {
    /// A record longer than this is cut.
    static let recordLimit = 16 << 20

    private(set) var buffer: [UInt8] = []
    private(set) var position = 0
    private(set) var atEnd = false
    private var source: ByteSource
    let path: String

    /// - Parameter encoding: where the user knows it.
    init(_ stream: PeekedStream, path: String, encoding: TextEncoding? = nil) throws(CatalogError) {
        self.path = path
        source = try ByteSource(stream, path: path, stated: encoding)
        try fill()
    }

    var encoding: TextEncoding { source.encoding }
    var totalBytes: Int { source.totalBytes }
    var bytesRead: Int {
        source.isDirect ? max(0, source.bytesRead - (buffer.count - position)) : source.bytesRead
    }
    var isExhausted: Bool { atEnd && position == buffer.count }

    /// The bytes not yet consumed.
    var sample: [UInt8] { Array(buffer[position...].prefix(256 << 10)) }

    mutating func consume(to end: Int) { position = min(end, buffer.count) }

    /// Drops what was consumed and reads on, about as much as is held so that long records stay linear.
    mutating func fill() throws(CatalogError) {
        if position > 0 {
            buffer.removeSubrange(..<position)
            position = 0
        }
        let wanted = max(buffer.count * 2, 1 << 20)
        repeat {
            guard try source.read(into: &buffer) else {
                atEnd = true
                return
            }
        } while buffer.count < wanted
    }

    /// Drops bytes through the next `lineBreak`; false when the file ended first.
    mutating func skip(through lineBreak: UInt8) throws(CatalogError) -> Bool {
        while true {
            if let found = buffer[position...].firstIndex(of: lineBreak) {
                position = found + 1
                return true
            }
            position = buffer.count
            if atEnd { return false }
            try fill()
        }
    }
}
