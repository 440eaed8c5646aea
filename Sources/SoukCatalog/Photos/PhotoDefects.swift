/// A defect that cleaning mended; its description is the phrase in the verdict.
enum PhotoRepair: Equatable, CustomStringConvertible {
    case mislabelled(extension: String, format: PhotoFormat)
    case damaged
    /// The part of the height that could be decoded, 0...1.
    case truncated(kept: Double)
    case firstFrame(of: Int)
    case turned(orientation: Int)
    case fromCMYK
    case fromProfile
    case profileIgnored
    case fromDeepSamples(bits: Int)
    case alphaOverWhite
    case oneColour

    var description: String {
        switch self {
        case .mislabelled(let name, let format): "named .\(name), is \(format.rawValue)"
        case .damaged: "damaged data, decoded in spite of warnings"
        case .truncated(let kept): "truncated, upper \(percent(kept)) kept"
        case .firstFrame(let count): "first of \(count) frames taken"
        case .turned(let orientation): "turned upright from EXIF orientation \(orientation)"
        case .fromCMYK: "CMYK converted to sRGB"
        case .fromProfile: "colour profile converted to sRGB"
        case .profileIgnored: "unusable colour profile ignored"
        case .fromDeepSamples(let bits): "\(bits) bits a sample converted to 8"
        case .alphaOverWhite: "transparency laid over white"
        case .oneColour: "one colour only"
        }
    }
}

/// Why a photo cannot be used; its description is the reason in the verdict.
enum PhotoRejection: Error, Equatable, CustomStringConvertible {
    case notFound
    case notAFile(String)
    case unreadable(String)
    case empty
    case fileTooLarge(bytes: Int, limit: Int)
    case notAPhoto(look: String)
    case unsupported(PhotoFormat)
    case tooManyPixels(width: Int, height: Int, limits: PhotoLimits)
    case tooMuchMemory(width: Int, height: Int, format: PhotoFormat, bytes: Int, limit: Int)
    case tooManyScans(Int, limit: Int)
    case tooSmall(width: Int, height: Int, limit: Int)
    case truncated(kept: Double)
    case corrupt(PhotoFormat)

    var description: String {
        switch self {
        case .notFound: "no such file"
        case .notAFile(let found): "\(found), expected a file"
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .empty: "empty file"
        case .fileTooLarge(let bytes, let limit):
            "file of \(bytes >> 20) MiB, at most \(limit >> 20) MiB are read"
        case .notAPhoto(let look): "not a photo: looks like \(look)"
        case .unsupported(let format): "\(format.rawValue) is not supported by this build of libvips"
        case .tooManyPixels(let width, let height, let limits):
            "\(width)x\(height) pixels, at most \(limits.pixels / 1_000_000) million"
                + " and \(limits.longestSide) a side are decoded"
        case .tooMuchMemory(let width, let height, let format, let bytes, let limit):
            "\(width)x\(height) pixels of \(format.rawValue) take \(bytes >> 20) MiB to decode, at most "
                + "\(limit >> 20) MiB are given"
        case .tooManyScans(let count, let limit): "\(count) JPEG scans, at most \(limit) are decoded"
        case .tooSmall(let width, let height, let limit):
            "\(width)x\(height) pixels, at least \(limit) a side are needed"
        case .truncated(let kept): "truncated, only the upper \(percent(kept)) can be decoded"
        case .corrupt(let format): "corrupt \(format.rawValue) data"
        }
    }
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down))) %" }
