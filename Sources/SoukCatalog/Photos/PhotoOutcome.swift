/// What cleaning made of one photo.
public struct PhotoOutcome: Sendable, Equatable {
    public var verdict: Verdict
    /// Size of the original when upright, in pixels; nil when its header could not be read.
    public var width: Int?
    public var height: Int?
    /// SHA-256 of the file's bytes; nil when it could not be read.
    public var contentHash: String?
    /// How the picture looks (see `PerceptualHash`); nil when it is flat or was rejected.
    public var perceptualHash: UInt64?
    /// Where in the square the picture is; nil when it was rejected.
    public var frame: PhotoFrame?

    public init(
        verdict: Verdict, width: Int? = nil, height: Int? = nil, contentHash: String? = nil,
        perceptualHash: UInt64? = nil, frame: PhotoFrame? = nil
    ) {
        self.verdict = verdict
        self.width = width
        self.height = height
        self.contentHash = contentHash
        self.perceptualHash = perceptualHash
        self.frame = frame
    }
}

/// A clean photo in memory: the very bytes that an import would write.
public struct CleanPhoto: Sendable, Equatable {
    /// 512x512, JPEG.
    public var large: [UInt8]
    /// 64x64, PNG.
    public var small: [UInt8]

    public init(large: [UInt8], small: [UInt8]) {
        self.large = large
        self.small = small
    }

    /// The encoded photo of a size.
    public func bytes(_ size: PhotoSize) -> [UInt8] { size == .large ? large : small }
}
