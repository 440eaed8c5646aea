import Foundation
import SoukCatalog

/// An uploaded photo as the page shows and searches with it: cleaned, upright and without bars.
enum QueryPicture {
    /// A JPEG file; nil for bytes that are no photo.
    static func jpeg(_ bytes: [UInt8]) -> Data? {
        let (outcome, photo) = PhotoCleaner().clean(bytes: bytes)
        guard let photo, let frame = outcome.frame else { return nil }
        let side = Double(PhotoSize.large.rawValue)
        let (width, height) = (Int((frame.width * side).rounded()), Int((frame.height * side).rounded()))
        guard width > 0, height > 0 else { return nil }
        let picture = try? PhotoDecoder.decode(photo.large, crop: frame, width: width, height: height)
        return (try? picture?.jpeg(quality: 95)).map { Data($0) }
    }
}
