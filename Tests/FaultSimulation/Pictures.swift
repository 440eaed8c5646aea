import Foundation
import SoukCatalog

/// Numbered photo files, and which number a file in the workspace shows.
struct Pictures {
    static let all = Result { try Pictures(count: 28) }

    private(set) var originals: [Data] = []
    private(set) var cleaned: [CleanedPhoto] = []
    private var numbers: [String: Int] = [:]

    private init(count: Int) throws {
        for number in 0..<count {
            var picture = PixelBuffer(width: 48, height: 32, colour: (90, 90, 90))
            for place in picture.bytes.indices {
                picture.bytes[place] = UInt8((place * (number + 3) / 7 + place / 96 * number) % 256)
            }
            let bytes = try picture.png()
            let (outcome, photo) = PhotoCleaner().clean(bytes: bytes)
            guard let photo, let hash = outcome.contentHash else {
                throw CatalogError.photo(path: "picture \(number)", reason: "\(outcome.verdict)")
            }
            originals.append(Data(bytes))
            cleaned.append(CleanedPhoto(outcome: outcome, photo: photo))
            numbers[hash] = number
            for size in PhotoSize.allCases { numbers[Checksum.sha256(photo.bytes(size))] = number }
        }
    }

    /// By the hash of the original.
    func number(ofHash hash: String?) -> Int? { hash.flatMap { numbers[$0] } }

    /// By a clean photo of either size; nil for other bytes.
    func number(of file: URL) -> Int? {
        (try? Data(contentsOf: file)).flatMap { numbers[Checksum.sha256(Array($0))] }
    }
}
