import Foundation
import SoukCatalog

/// Random views of a photo for training: crop, mirror, light.
public struct Augmentation: Sendable, Codable, Equatable {
    /// Least share of the picture's area that a crop keeps (Szegedy et al. 2015).
    public var leastArea: Double
    /// Aspect ratios of crops lie between `1 / aspect` and `aspect`, relative to the picture.
    public var aspect: Double
    /// Brightness, contrast and saturation change by a factor within `1 ± light`.
    public var light: Double

    public init(leastArea: Double = 0.3, aspect: Double = 4 / 3, light: Double = 0.3) {
        (self.leastArea, self.aspect, self.light) = (leastArea, aspect, light)
    }

    /// One random choice of all of it.
    struct View: Equatable {
        var crop: PhotoFrame
        var mirrored = false
        var brightness: Float = 1
        var contrast: Float = 1
        var saturation: Float = 1
    }

    /// Draws a view of the part of a photo that the picture fills.
    func draw(_ frame: PhotoFrame, using generator: inout some RandomNumberGenerator) -> View {
        let area = Double.random(in: leastArea...1, using: &generator)
        let stretch = exp(Double.random(in: -log(aspect)...log(aspect), using: &generator) / 2)
        let width = frame.width * min(1, area.squareRoot() * stretch)
        let height = frame.height * min(1, area.squareRoot() / stretch)
        let x = frame.x + Double.random(in: 0...1, using: &generator) * (frame.width - width)
        let y = frame.y + Double.random(in: 0...1, using: &generator) * (frame.height - height)
        var factor: Float { Float(1 + Double.random(in: -light...light, using: &generator)) }
        return View(
            crop: PhotoFrame(x: x, y: y, width: width, height: height),
            mirrored: Bool.random(using: &generator), brightness: factor, contrast: factor, saturation: factor
        )
    }
}

extension Augmentation.View {
    /// Mirrors and changes light in place.
    package func apply(to picture: inout PixelBuffer) {
        if mirrored { mirror(&picture) }
        guard brightness != 1 || contrast != 1 || saturation != 1 else { return }
        let pixels = picture.bytes.count / 3
        var sum = 0
        for value in picture.bytes { sum += Int(value) }
        let mean = Float(sum) / Float(max(1, picture.bytes.count)) * brightness
        picture.bytes.withUnsafeMutableBufferPointer { bytes in
            for pixel in 0..<pixels {
                let at = pixel * 3
                let red = Float(bytes[at]) * brightness
                let green = Float(bytes[at + 1]) * brightness
                let blue = Float(bytes[at + 2]) * brightness
                let grey = 0.299 * red + 0.587 * green + 0.114 * blue
                bytes[at] = adjusted(red, grey: grey, mean: mean)
                bytes[at + 1] = adjusted(green, grey: grey, mean: mean)
                bytes[at + 2] = adjusted(blue, grey: grey, mean: mean)
            }
        }
    }

    private func adjusted(_ value: Float, grey: Float, mean: Float) -> UInt8 {
        let saturated = grey + (value - grey) * saturation
        let contrasted = mean + (saturated - mean) * contrast
        return UInt8(min(max(contrasted, 0), 255))
    }

    private func mirror(_ picture: inout PixelBuffer) {
        let (width, height) = (picture.width, picture.height)
        picture.bytes.withUnsafeMutableBufferPointer { bytes in
            for row in 0..<height {
                for column in 0..<width / 2 {
                    let left = (row * width + column) * 3
                    let right = (row * width + width - 1 - column) * 3
                    for channel in 0..<3 { bytes.swapAt(left + channel, right + channel) }
                }
            }
        }
    }
}
