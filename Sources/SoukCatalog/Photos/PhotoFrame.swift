/// The sizes that every clean photo is kept in: the side of the square, in pixels.
public enum PhotoSize: Int, CaseIterable, Sendable {
    /// For pretrained backbones and for people; JPEG.
    case large = 512
    /// For the small network; PNG.
    case small = 64
}

/// The part of a square photo that the letterboxed picture fills, in fractions (0...1) of the side.
public struct PhotoFrame: Sendable, Codable, Equatable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole square.
    public static let whole = PhotoFrame(x: 0, y: 0, width: 1, height: 1)
}

/// A box of whole pixels.
struct PixelBox: Equatable {
    var left: Int
    var top: Int
    var width: Int
    var height: Int

    /// Where a picture goes, undistorted and centred, in a square of `side` pixels.
    static func letterbox(width: Int, height: Int, side: Int) -> PixelBox {
        let scale = Double(side) / Double(max(width, height))
        let across = max(1, min(side, Int((Double(width) * scale).rounded())))
        let down = max(1, min(side, Int((Double(height) * scale).rounded())))
        return PixelBox(left: (side - across) / 2, top: (side - down) / 2, width: across, height: down)
    }

    /// The pixels of a `width` x `height` picture nearest to a frame; at least one, all inside.
    init(_ frame: PhotoFrame, width: Int, height: Int) {
        func edges(_ start: Double, _ length: Double, _ size: Int) -> (Int, Int) {
            let from = min(max(0, pixel(start, size)), size - 1)
            return (from, min(max(from + 1, pixel(start + length, size)), size) - from)
        }
        func pixel(_ fraction: Double, _ size: Int) -> Int {
            fraction.isFinite ? Int((min(max(fraction, 0), 1) * Double(size)).rounded()) : 0
        }
        (left, self.width) = edges(frame.x, frame.width, width)
        (top, self.height) = edges(frame.y, frame.height, height)
    }

    init(left: Int, top: Int, width: Int, height: Int) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    /// The box in fractions of a square of `side` pixels.
    func frame(side: Int) -> PhotoFrame {
        let scale = 1 / Double(side)
        return PhotoFrame(
            x: Double(left) * scale, y: Double(top) * scale, width: Double(width) * scale,
            height: Double(height) * scale)
    }
}
