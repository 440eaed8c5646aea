import Foundation
import Testing

import SoukCatalog

@Suite("Decoding for networks")
struct PhotoDecoderTests {
    @Test("A crop is what is inside it")
    func crop() throws {
        let png = try scene(width: 512, height: 512).png()
        let quarters: [(PhotoFrame, (UInt8, UInt8, UInt8))] = [
            (PhotoFrame(x: 0, y: 0, width: 0.5, height: 0.5), (220, 30, 20)),
            (PhotoFrame(x: 0.5, y: 0, width: 0.5, height: 0.5), (30, 200, 20)),
            (PhotoFrame(x: 0, y: 0.5, width: 0.5, height: 0.5), (20, 30, 220)),
            (PhotoFrame(x: 0.5, y: 0.5, width: 0.5, height: 0.5), (220, 220, 10)),
        ]
        for (frame, mean) in quarters {
            let pixels = try PhotoDecoder.decode(png, crop: frame, width: 16, height: 24)
            #expect((pixels.width, pixels.height) == (16, 24))
            for channel in 0..<3 {
                let sum = stride(from: channel, to: pixels.bytes.count, by: 3).map { Int(pixels.bytes[$0]) }
                    .reduce(0, +)
                let expected = [mean.0, mean.1, mean.2][channel]
                #expect(abs(sum / (16 * 24) - Int(expected)) <= 3)
            }
        }
    }

    @Test("The whole picture at its own size is untouched")
    func identity() throws {
        let pixels = scene()
        #expect(try PhotoDecoder.decode(pixels.png(), crop: nil, width: 96, height: 64) == pixels)
    }

    @Test("Shrinking while decoding shows the same picture")
    func shrinkOnLoad() throws {
        let large = scene().resized(width: 1536, height: 1024)
        let fromJPEG = try PhotoDecoder.decode(large.jpeg(quality: 95), crop: nil, width: 96, height: 64)
        let fromPNG = try PhotoDecoder.decode(large.png(), crop: nil, width: 96, height: 64)
        let difference = zip(fromJPEG.bytes, fromPNG.bytes).map { abs(Int($0) - Int($1)) }.reduce(0, +)
        #expect(Double(difference) / Double(fromPNG.bytes.count) < 2.5)
    }

    @Test(
        "Any crop gives a picture of the wanted size",
        arguments: [
            PhotoFrame(x: -1, y: -1, width: 3, height: 3),
            PhotoFrame(x: 0.999, y: 0.999, width: 0.5, height: 0.5),
            PhotoFrame(x: 0.5, y: 0.5, width: 0, height: 0), PhotoFrame(x: 2, y: 2, width: -1, height: 1),
            PhotoFrame(x: .nan, y: .infinity, width: .nan, height: -.infinity),
        ])
    func oddCrops(frame: PhotoFrame) throws {
        let pixels = try PhotoDecoder.decode(scene().png(), crop: frame, width: 7, height: 5)
        #expect((pixels.width, pixels.height, pixels.bytes.count) == (7, 5, 105))
    }

    @Test("An undecodable photo is an error with its path")
    func broken() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("page.jpg")
        try Data("<html></html>".utf8).write(to: file)
        #expect(
            throws: CatalogError.photo(path: file.path, reason: "not a photo: looks like an HTML page")
        ) { try PhotoDecoder.decode(file, crop: nil, width: 8, height: 8) }
    }
}

@Suite("Drawing")
struct RasterTests {
    private let drawing = """
        <svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
        <rect width="20" height="20" fill="#ff0000"/></svg>
        """

    @Test("A drawing has the wanted width, and white where it is transparent")
    func drawn() throws {
        let pixels = try Raster.pixels(svg: drawing, width: 120)
        #expect((pixels.width, pixels.height) == (120, 60))
        #expect(pixels[30, 30] == (255, 0, 0))
        #expect(pixels[90, 30] == (255, 255, 255))
        let png = try Raster.png(svg: drawing)
        #expect(try PhotoDecoder.decode(png, crop: nil, width: 40, height: 20)[5, 5] == (255, 0, 0))
    }

    @Test("A broken drawing is an error")
    func broken() {
        #expect(throws: CatalogError.self) { try Raster.png(svg: "<svg") }
    }
}
