import Testing

@testable import SoukCatalog

/// What is no picture never reaches a decoder.
@Suite(.timeLimit(.minutes(10))) struct PhotoContainerTests {
    private static func stripped(_ bytes: [UInt8], _ format: PhotoFormat) throws -> [UInt8] {
        let stripped = try PhotoContainer(ByteBuffer(bytes), format: format).bytes
        return stripped.prefix(stripped.count)
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.dropLast(wanted.count - 1).contains {
            bytes[$0] == wanted[0] && bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
        }
    }

    private static func png(_ extra: [UInt8]) throws -> [UInt8] {
        let plain = try scene().png()
        return Array(plain[..<33]) + extra + Array(plain[33...])
    }

    /// 100 texts of 60 MB each: three gigabytes and more for a decoder that looks at them.
    @Test func packedTextsAreNotUnpacked() throws {
        let text = HandmadePNG.chunk("zTXt", Array("t\0\0".utf8) + HandmadePNG.zlibBomb(zeros: 60_000_000))
        let bomb = try Self.png(Array([[UInt8]](repeating: text, count: 100).joined()))
        #expect(PhotoCleaner().clean(bytes: bomb).outcome.verdict == .ok)
        #expect(try Self.stripped(bomb, .png) == scene().png())
    }

    @Test func aProfileIsUnpackedToItsLimitOnly() throws {
        func profile(_ zeros: Int) -> [UInt8] {
            HandmadePNG.chunk("iCCP", Array("p\0\0".utf8) + HandmadePNG.zlibBomb(zeros: zeros))
        }
        #expect(try Self.stripped(Self.png(profile(60_000_000)), .png) == scene().png())
        // Damaged zlib data (the bomb has no end) is no profile either.
        #expect(try Self.stripped(Self.png(profile(1_000)), .png) == scene().png())
        let raw = [UInt8](repeating: 7, count: 3_000)
        let sound = HandmadePNG.chunk("iCCP", Array("p\0\0".utf8) + HandmadePNG.zlibStored(raw))
        #expect(try Self.stripped(Self.png(sound), .png) == Self.png(sound))
    }

    @Test func whatHelpsIsKeptOnceAndSmall() throws {
        let gamma = HandmadePNG.chunk("gAMA", bigEndian32(45_455))
        #expect(try Self.stripped(Self.png(gamma + gamma), .png) == Self.png(gamma))
        let large = HandmadePNG.chunk("gAMA", [UInt8](repeating: 0, count: 5_000))
        for chunk in [large, HandmadePNG.chunk("iTXt", [1]), HandmadePNG.chunk("fdAT", [1, 2, 3, 4, 5])] {
            #expect(try Self.stripped(Self.png(chunk), .png) == scene().png())
        }
    }

    @Test func segmentsOfCamerasAndCommentsGo() throws {
        let plain = try scene().jpeg()
        var loaded = plain.withExif(orientation: 6)
        #expect(try Self.stripped(loaded, .jpeg) == loaded)
        let upright = PhotoCleaner().clean(bytes: loaded).outcome.verdict
        for marker in [0xE1, 0xE3, 0xED, 0xEF, 0xFE] as [UInt8] {
            for _ in 0..<20 {
                loaded = loaded.withJPEGSegment(
                    marker, Array("rubbish".utf8) + .init(repeating: 1, count: 60_000))
            }
        }
        #expect(try Self.stripped(loaded, .jpeg) == plain.withExif(orientation: 6))
        #expect(PhotoCleaner().clean(bytes: loaded).outcome.verdict == upright)
    }

    @Test func profilesOfJPEGAreBounded() throws {
        var loaded = try scene().jpeg()
        for _ in 0..<200 {
            loaded = loaded.withJPEGSegment(
                0xE2, Array("ICC_PROFILE\0".utf8) + .init(repeating: 1, count: 60_000))
        }
        #expect(try Self.stripped(loaded, .jpeg).count < 5 << 20)
    }

    @Test func chunksOfWebPThatAreNoPictureGo() throws {
        let plain = [UInt8](base64: EncodedSamples.webp)
        let extra: [UInt8] = [1, 2, 3, 4, 5]
        let size = { (bytes: [UInt8]) in littleEndian32(bytes.count - 8) }
        for name in ["XMP ", "rubb", "VP8X"] {
            var loaded = plain + Array(name.utf8) + littleEndian32(extra.count) + extra + [0]
            loaded.replaceSubrange(4..<8, with: size(loaded))
            #expect(try Self.stripped(loaded, .webp) == plain, "\(name)")
            #expect(PhotoCleaner().clean(bytes: loaded).outcome.verdict == .ok)
        }
    }

    @Test func directoriesOfTIFFLoseTextsAndFurtherPages() throws {
        let plain = HandmadeTIFF.file(scene())
        let bytes = try Self.stripped(plain, .tiff)
        #expect(bytes.count == plain.count)
        #expect(PhotoCleaner().clean(bytes: plain).outcome.verdict == .ok)
        // A directory that names itself as the next one has no end.
        var circle = plain
        func little(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(plain[offset + $1]) << (8 * $1) }
        }
        let start = little(4, 4)
        let end = start + 2 + little(start, 2) * 12
        circle.replaceSubrange(end..<end + 4, with: littleEndian32(start))
        let container = try PhotoContainer(ByteBuffer(circle), format: .tiff)
        #expect(container.frames == ContainerLimits.frames)
        #expect(container.bytes.prefix(circle.count) == bytes)
    }

    @Test func itemsOfHEIFThatAreNoPictureAreNotFetched() throws {
        for sample in [EncodedSamples.heic, EncodedSamples.avif] {
            let plain = [UInt8](base64: sample)
            let bytes = try Self.stripped(plain, .heif)
            #expect(bytes.count == plain.count && !Self.contains(bytes, "Exif"))
            #expect(PhotoCleaner().clean(bytes: plain).outcome.verdict == .ok)
        }
    }

    @Test func itemsOfHEIFThatClaimMoreThanTheFileAreRefused() throws {
        var bytes = [UInt8](base64: EncodedSamples.avif)
        let place = try #require(bytes.indices.first { Array(bytes[$0...].prefix(4)) == Array("iloc".utf8) })
        // The one item of the sample: its number of extents.
        bytes.replaceSubrange(place + 20..<place + 22, with: bigEndian16(60_000))
        #expect(throws: PhotoRejection.corrupt(.heif)) {
            try PhotoContainer(ByteBuffer(bytes), format: .heif)
        }
    }

    @Test func manyFramesOfGIFAreCutOff() throws {
        let bytes = HandmadeGIF.file(
            width: 16, height: 16, frames: .init(repeating: .init(repeating: 1, count: 256), count: 600))
        let cut = try Self.stripped(bytes, .gif)
        #expect(cut.count < bytes.count && cut.last == 0x3B)
        #expect(PhotoCleaner().clean(bytes: bytes).photo != nil)
    }

    @Test(arguments: HostilePhotos.all) func strippingTwiceIsStrippingOnce(_ photo: HostilePhoto) throws {
        guard let format = PhotoFormat(sniffing: Array(photo.bytes.prefix(32))),
            let once = try? Self.stripped(photo.bytes, format)
        else { return }
        #expect(once.count <= photo.bytes.count)
        #expect(try Self.stripped(once, format) == once)
    }

    /// Any bytes behind the first ones: no trap, no time.
    @Test(arguments: PhotoFormat.allCases) func noBytesBreakIt(_ format: PhotoFormat) throws {
        let start = try #require(
            HostilePhotos.all.first {
                PhotoFormat(sniffing: Array($0.bytes.prefix(32))) == format && $0.bytes.count > 40
            })
        var random = SplitMix(state: UInt64(format.rawValue.utf8.count))
        for _ in 0..<2_000 {
            var bytes = Array(start.bytes.prefix(40 + Int(random.next() % 2_000)))
            for _ in 0..<1 + random.next() % 12 {
                let place = 4 + Int(random.next() % UInt64(bytes.count - 4))
                bytes[place] =
                    [0, 0xFF, 0x7F, 0x80, UInt8(truncatingIfNeeded: random.next())][Int(random.next() % 5)]
            }
            _ = try? PhotoContainer(ByteBuffer(bytes), format: format)
        }
    }
}

/// A small generator of equal numbers for equal seeds.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
