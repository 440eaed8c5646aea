import SoukCatalog

/// What is upright behind the thing.
enum Wall {
    static let paints: [Colour] = [
        Colour(0xE8E1D4), Colour(0xD7DDD8), Colour(0xC9D3D9), Colour(0xE3CFC2), Colour(0xB8C4B8),
        Colour(0xD9C7A8), Colour(0x8FA3AD), Colour(0xF0EDE6), Colour(0x5F7480), Colour(0xC98F7A),
        Colour(0x6E8B74), Colour(0xDAB9B9), Colour(0xBFB2CC), Colour(0x4D5566),
    ]

    static func draw(_ s: inout Sketch, _ frame: Frame, bottom: Double, _ dice: inout SplitMix64) {
        let paint = dice.pick(paints)
        s.box(0, 0, frame.width, bottom, r: 0, .down(paint.lighter(0.12), paint.darker(0.1)))
        switch dice.below(7) {
        case 0: stripes(&s, frame, bottom, paint, &dice)
        case 1: dots(&s, frame, bottom, paint, &dice)
        case 2:
            bricks(
                &s, frame, bottom, dice.pick([Colour(0xA9654C), Colour(0xC9B79C), Colour(0x8C8580)]), &dice)
        case 3: panels(&s, frame, bottom, paint, &dice)
        case 4: window(&s, frame, bottom, &dice)
        default: break
        }
    }

    private static func stripes(
        _ s: inout Sketch, _ frame: Frame, _ bottom: Double, _ paint: Colour, _ dice: inout SplitMix64
    ) {
        let step = dice.between(28, 64)
        for x in stride(from: dice.between(-20, 0), to: frame.width, by: step) {
            s.box(x, 0, step * 0.42, bottom, r: 0, .flat(paint.lighter(0.35)), alpha: 0.5)
        }
    }

    private static func dots(
        _ s: inout Sketch, _ frame: Frame, _ bottom: Double, _ paint: Colour, _ dice: inout SplitMix64
    ) {
        let step = dice.between(42, 70), mark = dice.chance(0.5) ? paint.lighter(0.45) : paint.darker(0.25)
        for (row, y) in stride(from: 10, to: bottom, by: step).enumerated() {
            for x in stride(from: row % 2 == 0 ? 8 : 8 + step / 2, to: frame.width, by: step) {
                s.oval(x, y, step * 0.12, step * 0.2, .flat(mark), alpha: 0.5)
            }
        }
    }

    private static func bricks(
        _ s: inout Sketch, _ frame: Frame, _ bottom: Double, _ brick: Colour, _ dice: inout SplitMix64
    ) {
        let w = dice.between(64, 90), h = w * 0.36
        s.box(0, 0, frame.width, bottom, r: 0, .flat(brick.lighter(0.45)))
        for (row, y) in stride(from: 0, to: bottom, by: h).enumerated() {
            for x in stride(from: row % 2 == 0 ? -w / 2 : 0, to: frame.width, by: w) {
                let shade = dice.between(-0.14, 0.14)
                let tone = shade < 0 ? brick.darker(-shade) : brick.lighter(shade)
                s.box(x, y, w - 4, min(h - 4, bottom - y), r: 2, .flat(tone))
            }
        }
    }

    private static func panels(
        _ s: inout Sketch, _ frame: Frame, _ bottom: Double, _ paint: Colour, _ dice: inout SplitMix64
    ) {
        let w = dice.between(110, 180), top = bottom * dice.between(0.35, 0.6)
        s.box(0, top, frame.width, bottom - top, r: 0, .down(paint.lighter(0.4), paint.lighter(0.2)))
        s.box(0, top - 5, frame.width, 9, r: 0, .down(paint.lighter(0.6), paint))
        for x in stride(from: dice.between(-90, 0), to: frame.width, by: w) {
            s.box(x + 12, top + 20, w - 24, bottom - top - 44, r: 1, .flat(paint.darker(0.15)), alpha: 0.5)
            s.box(x + 15, top + 23, w - 28, bottom - top - 48, r: 1, .flat(paint.lighter(0.35)))
        }
    }

    private static func window(
        _ s: inout Sketch, _ frame: Frame, _ bottom: Double, _ dice: inout SplitMix64
    ) {
        let w = frame.width * dice.between(0.3, 0.5), h = bottom * 0.62
        let x = dice.chance(0.5) ? -w * 0.3 : frame.width - w * 0.7, y = bottom * 0.08
        s.box(x - 10, y - 10, w + 20, h + 20, r: 2, .soft(.white))
        s.box(x, y, w, h, r: 0, .down(Colour(0xBFE0F2), Colour(0xEAF4EC)))
        s.shape(
            "M\(x) \(y + h) L\(x) \(y + h * 0.7) Q\(x + w * 0.5) \(y + h * 0.5) \(x + w) \(y + h * 0.75) L\(x + w) \(y + h) Z",
            .flat(Colour(0x8FB98A)))
        s.box(x + w / 2 - 4, y, 8, h, r: 0, .flat(.white))
        s.box(x, y + h / 2 - 4, w, 8, r: 0, .flat(.white))
        s.box(x - 18, y + h + 8, w + 36, 12, r: 2, .soft(.white))
    }
}
