import CSoukVips
public import Foundation

/// Turns an untrusted photo file into two square, upright sRGB photos, or says why it cannot.
///
/// The format is found out by the first bytes; size and dimensions are checked before anything is
/// decoded. The picture is laid undistorted into the middle of a 512x512 square (`PhotoFrame` says
/// where); the bars around it have the mean colour of ImageNet, which is zero after the usual
/// normalisation, so that a network sees nothing there. The 64x64 photo is the square shrunk by 8.
/// The same bytes always give the same photos.
public struct PhotoCleaner: Sendable {
    public let limits: PhotoLimits

    public init(limits: PhotoLimits = .init()) { self.limits = limits }

    /// A square of ImageNet's mean colour.
    private static let bars = PixelBuffer(
        width: PhotoSize.large.rawValue, height: PhotoSize.large.rawValue, colour: (124, 116, 104))

    /// Cleans a file and writes both sizes, each whole or not at all. The verdict tells what is wrong with the photo.
    ///
    /// - Throws: `io` where the clean photo cannot be written, which is no fault of the photo.
    public func clean(file: URL, id: String, into folders: PhotoFolders) throws(CatalogError) -> PhotoOutcome
    {
        let (outcome, photo) = clean(file: file)
        guard let photo else { return outcome }
        for size in PhotoSize.allCases {
            try folders.write(photo.bytes(size), to: folders.url(id: id, size: size))
        }
        return outcome
    }

    /// Cleans a file in memory: classification sees exactly what training saw.
    public func clean(file: URL) -> (outcome: PhotoOutcome, photo: CleanPhoto?) {
        do throws(PhotoRejection) {
            return clean(try PhotoFile.read(file, limits: limits), name: file.lastPathComponent)
        } catch {
            return (PhotoOutcome(verdict: .rejected("\(error)")), nil)
        }
    }

    /// Cleans the bytes of a photo. `name` is the file's name where there is one: a wrong extension is
    /// noted as repaired.
    public func clean(bytes: [UInt8], name: String = "") -> (outcome: PhotoOutcome, photo: CleanPhoto?) {
        clean(ByteBuffer(bytes), name: name)
    }

    /// - Parameter admit: is told how many bytes of memory decoding takes at most, before it begins.
    func clean(
        bytes: [UInt8], name: String, admit: (Int) -> Void
    ) -> (outcome: PhotoOutcome, photo: CleanPhoto?) {
        clean(ByteBuffer(bytes), name: name, admit: admit)
    }

    private func clean(
        _ bytes: ByteBuffer, name: String, admit: (Int) -> Void = { _ in }
    ) -> (outcome: PhotoOutcome, photo: CleanPhoto?) {
        var outcome = PhotoOutcome(verdict: .ok, contentHash: Checksum.sha256(raw: bytes.bytes))
        do throws(PhotoRejection) {
            let source = try PhotoSource(bytes, limits: limits)
            outcome.width = source.width
            outcome.height = source.height
            admit(source.decodingBytes)
            let photo = try clean(source, name: name, &outcome)
            return (outcome, photo)
        } catch {
            outcome.verdict = .rejected("\(error)")
            return (outcome, nil)
        }
    }

    private func clean(
        _ source: PhotoSource, name: String, _ outcome: inout PhotoOutcome
    ) throws(PhotoRejection) -> CleanPhoto {
        let side = PhotoSize.large.rawValue
        let target = PixelBox.letterbox(width: source.storedWidth, height: source.storedHeight, side: side)
        let decoded = try source.decode(width: target.width, height: target.height)
        var repairs = nameRepairs(name, source.format) + decoded.repairs
        if source.frames > 1 { repairs.append(.firstFrame(of: source.frames)) }
        if source.orientation != 1 { repairs.append(.turned(orientation: source.orientation)) }
        do throws(VipsFailure) {
            let upright = try decoded.pixels.turned(from: source.orientation)
            let fingerprint = upright.resized(width: PerceptualHash.side, height: PerceptualHash.side)
            if fingerprint.isOneColour { repairs.append(.oneColour) }
            let box = PixelBox.letterbox(width: upright.width, height: upright.height, side: side)
            var square = Self.bars
            square.paste(
                upright.resized(width: box.width, height: box.height), left: box.left, top: box.top)
            let photo = try encode(square)
            outcome.frame = box.frame(side: side)
            outcome.perceptualHash = PerceptualHash.hash(fingerprint)
            if !repairs.isEmpty { outcome.verdict = .repaired(repairs.map(\.description)) }
            return photo
        } catch {
            throw .corrupt(source.format)
        }
    }

    private func encode(_ square: PixelBuffer) throws(VipsFailure) -> CleanPhoto {
        let small = PhotoSize.small.rawValue
        return CleanPhoto(
            large: try Picture(square).jpeg(quality: 90),
            small: try Picture(square.resized(width: small, height: small)).png())
    }

    private func nameRepairs(_ name: String, _ format: PhotoFormat) -> [PhotoRepair] {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return [] }
        let suffix = name[name.index(after: dot)...].lowercased()
        guard !suffix.isEmpty, suffix.count <= 8, !format.suits(extension: suffix) else { return [] }
        return [.mislabelled(extension: suffix, format: format)]
    }
}

extension PixelBuffer {
    /// Whether each channel varies by no more than 4 of 255.
    fileprivate var isOneColour: Bool {
        (0..<3).allSatisfy { channel in
            let values = stride(from: channel, to: bytes.count, by: 3).lazy.map { bytes[$0] }
            return Int(values.max() ?? 0) - Int(values.min() ?? 0) <= 4
        }
    }
}
