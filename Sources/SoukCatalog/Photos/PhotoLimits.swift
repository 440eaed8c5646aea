/// What a photo may ask of the machine, checked before anything is decoded.
public struct PhotoLimits: Sendable, Equatable {
    /// Bytes of the file.
    public var fileBytes = 50 << 20
    /// Width times height, from the header.
    public var pixels = 50_000_000
    /// The longer side, in pixels.
    public var longestSide = 20_000
    /// The shorter side, in pixels: less shows nothing.
    public var shortestSide = 16
    /// Scans of a progressive JPEG: each one costs as much time as a whole baseline photo.
    public var scans = 100

    public init() {}
}
