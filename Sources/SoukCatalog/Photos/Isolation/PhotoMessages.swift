import Foundation

/// What a process and its photo helper say to each other over a socket.
enum PhotoMessages {
    /// A photo to clean; the file's name and bytes follow.
    struct Request {
        var nameBytes: Int
        var photoBytes: Int
        var limits: PhotoLimits
        var processorSeconds: Int
        /// Bytes of memory until the header is read.
        var headerBytes: Int

        static let size = 10 * 8

        var bytes: [UInt8] {
            Self.pack([
                nameBytes, photoBytes, limits.fileBytes, limits.pixels, limits.longestSide,
                limits.shortestSide,
                limits.scans, processorSeconds, headerBytes, limits.memory,
            ])
        }

        init(
            nameBytes: Int, photoBytes: Int, limits: PhotoLimits, processorSeconds: Int, headerBytes: Int
        ) {
            (self.nameBytes, self.photoBytes, self.limits) = (nameBytes, photoBytes, limits)
            (self.processorSeconds, self.headerBytes) = (processorSeconds, headerBytes)
        }

        init(_ bytes: [UInt8]) {
            let numbers = PhotoMessages.unpack(bytes)
            (nameBytes, photoBytes) = (numbers[0], numbers[1])
            limits = PhotoLimits()
            (limits.fileBytes, limits.pixels, limits.longestSide) = (numbers[2], numbers[3], numbers[4])
            (limits.shortestSide, limits.scans) = (numbers[5], numbers[6])
            (processorSeconds, headerBytes, limits.memory) = (numbers[7], numbers[8], numbers[9])
        }

        private static func pack(_ numbers: [Int]) -> [UInt8] { PhotoMessages.pack(numbers) }
    }

    /// What decoding needs, which waits for a grant, or the outcome with the sizes of what follows.
    struct Reply {
        /// Bytes of memory that decoding takes at most; 0 where the outcome follows.
        var need: Int
        var outcomeBytes = 0
        var largeBytes = 0
        var smallBytes = 0

        static let size = 4 * 8

        var bytes: [UInt8] { PhotoMessages.pack([need, outcomeBytes, largeBytes, smallBytes]) }
    }

    static func pack(_ numbers: [Int]) -> [UInt8] {
        numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }

    static func unpack(_ bytes: [UInt8]) -> [Int] {
        stride(from: 0, to: bytes.count, by: 8).map { start in
            (0..<8).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        }
    }
}

extension PhotoMessages.Reply {
    /// nil for what no helper says.
    init?(_ bytes: [UInt8]) {
        let numbers = PhotoMessages.unpack(bytes)
        guard numbers.count == 4, numbers.allSatisfy({ (0...1 << 40).contains($0) }),
            numbers.dropFirst().allSatisfy({ $0 <= 64 << 20 })
        else { return nil }
        (need, outcomeBytes, largeBytes, smallBytes) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

/// A `PhotoOutcome` as it travels, from a helper or from a worker.
struct PhotoOutcomeMessage: Codable {
    var verdict: String
    var width: Int?
    var height: Int?
    var contentHash: String?
    var perceptualHash: UInt64?
    var frame: PhotoFrame?

    init(_ outcome: PhotoOutcome) {
        verdict = outcome.verdict.description
        (width, height) = (outcome.width, outcome.height)
        (contentHash, perceptualHash) = (outcome.contentHash, outcome.perceptualHash)
        frame = outcome.frame
    }

    var outcome: PhotoOutcome? {
        Verdict(verdict).map {
            PhotoOutcome(
                verdict: $0, width: width, height: height, contentHash: contentHash,
                perceptualHash: perceptualHash, frame: frame)
        }
    }
}
