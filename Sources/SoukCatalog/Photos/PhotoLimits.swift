/// What a photo may ask of the machine, checked before anything is decoded.
public struct PhotoLimits: Sendable, Equatable {
    /// Bytes of the file.
    public var fileBytes = 100 << 20
    /// Width times height, from the header: decoding them all takes time.
    public var pixels = 250_000_000
    /// Bytes that decoding may take, from the header: what is shrunk or read row by row while it is decoded takes few.
    public var memory = 640 << 20
    /// The longer side, in pixels.
    public var longestSide = 20_000
    /// The shorter side, in pixels: less shows nothing.
    public var shortestSide = 16
    /// Scans of a progressive JPEG: each one costs as much time as a whole baseline photo.
    public var scans = 100

    public init() {}
}
