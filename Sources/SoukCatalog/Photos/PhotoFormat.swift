import CSoukVips

/// The photo formats that Souk decodes, recognised by their first bytes and never by their name.
public enum PhotoFormat: String, CaseIterable, Sendable {
    case jpeg = "JPEG"
    case png = "PNG"
    case webp = "WebP"
    case gif = "GIF"
    case tiff = "TIFF"
    /// HEIC and AVIF.
    case heif = "HEIF"

    /// The format that the first 32 bytes announce; nil when none of ours.
    public init?(sniffing head: [UInt8]) {
        func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + magic.count && head[offset..<offset + magic.count].elementsEqual(magic)
        }
        func starts(_ text: String, at offset: Int = 0) -> Bool { starts(Array(text.utf8), at: offset) }

        if starts([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if starts("RIFF") && starts("WEBP", at: 8) {
            self = .webp
        } else if starts("GIF87a") || starts("GIF89a") {
            self = .gif
        } else if starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A]) {
            self = .tiff
        } else if starts("ftyp", at: 4) && Self.heifBrands.contains(where: { starts($0, at: 8) }) {
            self = .heif
        } else {
            return nil
        }
    }

    private static let heifBrands = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis",
    ]

    /// Whether a file name extension (lower case) suits the format.
    public func suits(extension name: String) -> Bool {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"].contains(name)
        case .png: name == "png"
        case .webp: name == "webp"
        case .gif: name == "gif"
        case .tiff: ["tif", "tiff"].contains(name)
        case .heif: ["heic", "heif", "avif"].contains(name)
        }
    }

    var decoder: CVipsFormat {
        switch self {
        case .jpeg: CVIPS_JPEG
        case .png: CVIPS_PNG
        case .webp: CVIPS_WEBP
        case .gif: CVIPS_GIF
        case .tiff: CVIPS_TIFF
        case .heif: CVIPS_HEIF
        }
    }
}

/// What a file that is no photo looks like, for its verdict.
func lookOfForeignFile(_ head: [UInt8]) -> String {
    if head.isEmpty { return "an empty file" }
    let magics: [(magic: [UInt8], look: String)] = [
        (Array("%PDF".utf8), "a PDF document"),
        (Array("PK".utf8) + [3, 4], "a ZIP archive or an office document"),
        ([0x1F, 0x8B], "gzip-compressed data"),
        (Array("BM".utf8), "a BMP picture, which is not supported"),
        (Array("8BPS".utf8), "a Photoshop document, which is not supported"),
        (Array("Rar!".utf8), "a RAR archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a Linux program"),
        (Array("MZ".utf8), "a Windows program"),
        (Array("SQLite format 3".utf8), "an SQLite database"),
    ]
    if let known = magics.first(where: { head.starts(with: $0.magic) }) { return known.look }
    if head.count >= 8 && head[4..<8].elementsEqual("ftyp".utf8) { return "a video" }
    if head.allSatisfy({ $0 == 0 }) { return "nothing but zero bytes" }
    return lookOfText(head) ?? "data of no known format"
}

private func lookOfText(_ head: [UInt8]) -> String? {
    let printable = head.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 || $0 == 10 || $0 == 13 }
    guard printable else { return nil }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    if text.contains("<svg") { return "an SVG drawing, which is not a photo" }
    if text.contains("<html") || text.contains("<!doctype html") { return "an HTML page" }
    if text.contains("<?xml") { return "an XML document" }
    if text.drop(while: \.isWhitespace).hasPrefix("{") { return "a JSON document" }
    return "text"
}
