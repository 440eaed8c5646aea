import SoukCatalog
import Testing

@testable import SoukInference
import SoukTraining

struct AugmentationTests {
    @Test func cropsStayInsideThePicture() {
        let frame = PhotoFrame(x: 0.125, y: 0, width: 0.75, height: 1)
        var generator = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let crop = Augmentation().draw(frame, using: &generator).crop
            #expect(crop.x >= frame.x - 1e-9 && crop.x + crop.width <= frame.x + frame.width + 1e-9)
            #expect(crop.y >= frame.y - 1e-9 && crop.y + crop.height <= frame.y + frame.height + 1e-9)
            let share = crop.width * crop.height / (frame.width * frame.height)
            #expect(share > 0.2 && share <= 1 + 1e-9)
        }
    }

    @Test func sameSeedSameView() {
        var (one, two) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        #expect(
            Augmentation().draw(.whole, using: &one) == Augmentation().draw(.whole, using: &two))
    }

    @Test func mirroringTwiceChangesNothing() {
        let picture = PixelBuffer(width: 3, height: 2, bytes: (0..<18).map { UInt8($0 * 10) })
        let view = Augmentation.View(crop: .whole, mirrored: true)
        var mirrored = picture
        view.apply(to: &mirrored)
        #expect(Array(mirrored.bytes[0..<3]) == [60, 70, 80])
        view.apply(to: &mirrored)
        #expect(mirrored == picture)
    }

    @Test(arguments: [
        (Augmentation.View(crop: .whole, brightness: 2), [UInt8](repeating: 200, count: 3)),
        (Augmentation.View(crop: .whole, brightness: 4), [255, 255, 255]),
        (Augmentation.View(crop: .whole, contrast: 0), [100, 100, 100]),
    ])
    func lightChangesAsAsked(view: Augmentation.View, expected: [UInt8]) {
        var picture = PixelBuffer(width: 1, height: 1, bytes: [100, 100, 100])
        view.apply(to: &picture)
        #expect(picture.bytes == expected)
    }

    @Test func withoutSaturationAllChannelsAreGrey() {
        var picture = PixelBuffer(width: 1, height: 1, bytes: [200, 100, 50])
        Augmentation.View(crop: .whole, saturation: 0).apply(to: &picture)
        #expect(Set(picture.bytes) == [124])
    }
}
