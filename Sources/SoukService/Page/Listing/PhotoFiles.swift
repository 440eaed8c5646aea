import NIOCore
import SoukCatalog
import Foundation
import Synchronization

/// Clean photos for people: cut to the picture, without the bars that make squares of them for networks.
final class PhotoFiles: Sendable {
    private static let mostBytes = 48 << 20

    private struct Kept {
        var files: [String: StoredFile] = [:]
        var order: [String] = []
        var bytes = 0
    }

    private let kept = Mutex(Kept())

    /// - Parameters:
    ///   - url: the 512 x 512 photo.
    ///   - frame: where the picture lies in it.
    /// - Returns: nil for a file that is gone.
    func file(_ url: URL, frame: PhotoFrame, isSmall: Bool) -> StoredFile? {
        let time = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.modificationDate] as? Date
        guard let time else { return nil }
        let key = "\(url.path) \(time.timeIntervalSince1970) \(isSmall)"
        if let file = kept.withLock({ $0.files[key] }) { return file }
        guard let bytes = Self.cut(url, frame, isSmall) else { return nil }
        let file = StoredFile(bytes, type: "image/jpeg", cacheControl: "private, max-age=3600")
        kept.withLock { kept in
            guard kept.files.updateValue(file, forKey: key) == nil else { return }
            kept.order.append(key)
            kept.bytes += bytes.count
            while kept.bytes > Self.mostBytes, let oldest = kept.order.first {
                kept.order.removeFirst()
                kept.bytes -= kept.files.removeValue(forKey: oldest)?.bytes.readableBytes ?? 0
            }
        }
        return file
    }

    private static func cut(_ url: URL, _ frame: PhotoFrame, _ isSmall: Bool) -> [UInt8]? {
        let side = isSmall ? 128.0 : Double(PhotoSize.large.rawValue)
        let (width, height) = (Int((frame.width * side).rounded()), Int((frame.height * side).rounded()))
        guard width > 0, height > 0 else { return nil }
        return try? PhotoDecoder.decode(url, crop: frame, width: width, height: height).jpeg(quality: 82)
    }
}
