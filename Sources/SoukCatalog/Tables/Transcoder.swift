import Foundation

/// Turns bytes of an encoding into UTF-8, piece by piece; what is no character there becomes U+FFFD.
final class Transcoder {
    private let descriptor: iconv_t
    private var rest: [UInt8] = []

    /// - Parameter name: as iconv calls the encoding.
    init(from name: String, path: String) throws(CatalogError) {
        guard let opened = iconv_open("UTF-8", name), opened != iconv_t(bitPattern: -1) else {
            throw .io(path: path, reason: "this system cannot read the encoding \(name)")
        }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    func convert(_ bytes: [UInt8], into buffer: inout [UInt8]) {
        var input = rest + bytes
        rest = input.withUnsafeMutableBytes { Array($0.suffix(convert($0, into: &buffer))) }
    }

    /// What was cut at the end of the file is lost.
    ///
    /// - Returns: whether anything was.
    func finish(into buffer: inout [UInt8]) -> Bool {
        guard !rest.isEmpty else { return false }
        rest.removeAll()
        buffer.append(contentsOf: Self.lost)
        return true
    }

    private static let lost: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// - Returns: how many bytes at the end are part of a character that goes on.
    private func convert(_ input: UnsafeMutableRawBufferPointer, into buffer: inout [UInt8]) -> Int {
        var place = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var piece = [CChar](repeating: 0, count: min(max(input.count * 2, 64), 1 << 20))
        while left > 0 {
            let (status, code, written) = piece.withUnsafeMutableBufferPointer { output in
                var end = output.baseAddress
                var room = output.count
                errno = 0
                let status = iconv(descriptor, &place, &left, &end, &room)
                return (status, errno, output.count - room)
            }
            piece.withUnsafeBytes { buffer.append(contentsOf: $0[..<written]) }
            guard status == -1 else { break }
            switch code {
            case E2BIG: continue
            case EINVAL: return left
            default:
                buffer.append(contentsOf: Self.lost)
                place = place?.advanced(by: 1)
                left -= 1
            }
        }
        return 0
    }
}
