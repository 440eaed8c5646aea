import SoukCatalog

/// Files that a folder of photos holds sooner or later, and that an import has to survive.
enum BrokenPhoto: String, CaseIterable, Sendable, Codable {
    case truncated = "JPEG that ends in the middle"
    case webPage = "web page named .jpg"
    case empty = "empty file"
    case mislabelled = "PNG named .jpg"
    case giant = "PNG header of 60000 x 60000 pixels"
    case animated = "animated GIF named .jpg"
    case cmyk = "CMYK TIFF named .jpg"
    case grey = "grey PNG named .jpg"
    case turned = "JPEG stored on its side, EXIF orientation 6"
    case transparent = "PNG with an alpha channel named .jpg"

    /// Whether a picture can still be had from it.
    var isReadable: Bool {
        switch self {
        case .webPage, .empty, .giant, .truncated: false
        case .mislabelled, .animated, .cmyk, .grey, .turned, .transparent: true
        }
    }

    /// The broken file's bytes, made from a sound picture.
    func bytes(from picture: PixelBuffer, quality: Int) throws(CatalogError) -> [UInt8] {
        switch self {
        case .truncated:
            let whole = try picture.jpeg(quality: quality)
            return Array(whole.prefix(whole.count * 2 / 5))
        case .webPage: return Array("<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>\n".utf8)
        case .empty: return []
        case .mislabelled: return try picture.png()
        case .giant: return PlainPNG.header(width: 60_000, height: 60_000)
        case .animated: return PlainGIF.encode(picture.resized(width: 160, height: 160))
        case .cmyk: return PlainTIFF.encodeCMYK(small(picture))
        case .grey: return PlainPNG.encode(small(picture), .grey)
        case .turned:
            return EXIF.inserting(orientation: 6, into: try onItsSide(picture).jpeg(quality: quality))
        case .transparent: return PlainPNG.encode(small(picture), .vignetted)
        }
    }

    private func small(_ picture: PixelBuffer) -> PixelBuffer {
        picture.resized(width: picture.width / 2, height: picture.height / 2)
    }

    /// A quarter turn against the clock, which orientation 6 undoes.
    private func onItsSide(_ picture: PixelBuffer) -> PixelBuffer {
        var side = PixelBuffer(width: picture.height, height: picture.width, colour: (0, 0, 0))
        for y in 0..<side.height {
            for x in 0..<side.width {
                let from = (x * picture.width + picture.width - 1 - y) * 3, to = (y * side.width + x) * 3
                for channel in 0..<3 { side.bytes[to + channel] = picture.bytes[from + channel] }
            }
        }
        return side
    }
}
