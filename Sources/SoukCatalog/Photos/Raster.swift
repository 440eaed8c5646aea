import CSoukVips

/// Draws SVG documents that Souk made itself.
public enum Raster {
    /// A PNG `width` pixels wide, on white where the drawing is transparent.
    ///
    /// - Parameters:
    ///   - svg: The drawing.
    ///   - width: nil for the drawing's own size.
    public static func png(svg: String, width: Int? = nil) throws(CatalogError) -> [UInt8] {
        try pixels(svg: svg, width: width).png()
    }

    /// The samples of the drawing, `width` pixels wide, on white where it is transparent.
    public static func pixels(svg: String, width: Int? = nil) throws(CatalogError) -> PixelBuffer {
        let bytes = ByteBuffer(Array(svg.utf8))
        do {
            let own = try Picture.open(svg: bytes, scale: 1)
            guard let width, Int(own.info.width) != width else { return try drawn(own) }
            let scale = Double(width) / Double(own.info.width)
            return try drawn(try Picture.open(svg: bytes, scale: scale))
        } catch {
            throw .photo(path: "SVG drawing", reason: error.message)
        }
    }

    private static func drawn(_ picture: Picture) throws(VipsFailure) -> PixelBuffer {
        try picture.flattened().inSRGB(byProfile: false).pixels()
    }
}
