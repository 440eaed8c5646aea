import SoukCatalog
import Testing

@testable import SoukSample

@Suite struct ArtTests {
    @Test(arguments: ItemKind.all.indices)
    func everyKindDrawsSomethingOfItsColour(_ index: Int) throws {
        let kind = ItemKind.all[index]
        var sketch = Sketch()
        sketch.group("translate(48 48) scale(0.46)") {
            var look = Look(seed: 4, paints: kind.paints)
            kind.draw(&$0, &look)
        }
        let picture = try Raster.pixels(svg: sketch.document(width: 96, height: 96))
        let drawn = (0..<96 * 96).count { pixel in
            (0..<3).contains { picture.bytes[pixel * 3 + $0] < 250 }
        }
        #expect(drawn > 96 * 96 / 40, "\(kind.nouns[0]) covers \(drawn) pixels")
        #expect(drawn < 96 * 96, "\(kind.nouns[0]) fills its frame")
        #expect(kind.width <= 200 && kind.height <= 200 && kind.price > 0)
        #expect(!kind.paints.isEmpty && !kind.facts.isEmpty && !kind.makers.isEmpty)
    }

    @Test func thirteenCategoriesOfSeveralKinds() {
        #expect(Category.all.count == 13)
        #expect(Category.kinds.allSatisfy { $0.count >= 4 })
        #expect(ItemKind.all.allSatisfy { $0.paths.allSatisfy { path in Category.all.contains(path[0]) } })
        #expect(ItemKind.all.filter { $0.paths.contains { $0[0] != $0[0] } || $0.paths.count > 1 }.count > 20)
    }

    @Test func twoPhotosOfAThingDifferAndBothRepeat() {
        let kind = ItemKind.all[0], look = Look(seed: 1, paints: kind.paints)
        let first = Scene(of: kind, look: look, seed: 1).svg
        #expect(first == Scene(of: kind, look: look, seed: 1).svg)
        #expect(first != Scene(of: kind, look: look, seed: 2).svg)
    }
}
