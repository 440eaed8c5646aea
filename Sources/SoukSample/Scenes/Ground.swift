import SoukCatalog

/// What the thing stands or lies on.
enum Ground {
    static let woods: [Colour] = [
        Colour(0xC79A64), Colour(0xA87848), Colour(0x8A6242), Colour(0xD8BE98), Colour(0x6B4C38),
        Colour(0xB9AB9A),
    ]
    static let carpets: [Colour] = [
        Colour(0xB9AFA3), Colour(0x8B8478), Colour(0xA3B0AE), Colour(0x6F6A73), Colour(0x7D5560),
        Colour(0x55707A),
        Colour(0xD8CFC0),
    ]

    /// A floor from `top` down, in perspective.
    static func floor(_ s: inout Sketch, _ frame: Frame, top: Double, _ dice: inout SplitMix64) {
        if dice.chance(0.55) { planks(&s, frame, top, &dice) } else { carpet(&s, frame, top, &dice) }
        if dice.chance(0.35) {
            let rug = dice.pick(Paint.cloth).colour.lighter(0.25), y = (top + frame.height) / 2 + 14
            let rx = frame.width * dice.between(0.4, 0.6), ry = (frame.height - top) * 0.5
            s.oval(frame.width / 2, y, rx, ry, .soft(rug))
            s.oval(frame.width / 2, y, rx * 0.86, ry * 0.84, .flat(rug.lighter(0.4)), alpha: 0.6)
            s.oval(frame.width / 2, y, rx * 0.8, ry * 0.77, .soft(rug))
        }
    }

    static func skirting(_ s: inout Sketch, _ frame: Frame, bottom: Double, _ dice: inout SplitMix64) {
        let h = dice.between(12, 26)
        s.box(0, bottom - h, frame.width, h, r: 0, .down(.white, Colour.white.darker(0.16)))
    }

    /// The edge of a table or worktop, filling the picture from `top` down.
    static func worktop(_ s: inout Sketch, _ frame: Frame, top: Double, _ dice: inout SplitMix64) {
        let c =
            dice.chance(0.6)
            ? dice.pick(woods)
            : dice.pick([Colour.white, .slate, Colour(0x3D4148), Colour(0xC9C2B8), Colour(0x9DB3AC)])
        s.box(0, top, frame.width, frame.height - top, r: 0, .down(c.lighter(0.22), c.darker(0.08)))
        for _ in 0..<5 {
            let y = dice.between(top + 4, frame.height), bend = dice.between(-8, 8)
            s.line(
                "M0 \(y) Q\(frame.width / 2) \(y + bend) \(frame.width) \(y)", c.darker(0.3), width: 1.4,
                alpha: 0.35)
        }
        if dice.chance(0.35) {
            let edge = dice.between(0.9, 0.97) * frame.height
            s.box(0, edge, frame.width, frame.height - edge, r: 0, .flat(c.darker(0.45)))
        }
    }

    /// Grass or paving under the sky, with a fence or a hedge.
    static func garden(_ s: inout Sketch, _ frame: Frame, top: Double, _ dice: inout SplitMix64) {
        s.box(
            0, 0, frame.width, top, r: 0,
            .down(dice.pick([.sky, Colour(0xC9D6DE), Colour(0xF0D9BE)]), Colour(0xEAF2F2)))
        let back = top * dice.between(0.35, 0.6)
        if dice.chance(0.5) {
            let c = dice.pick(woods)
            for x in stride(from: dice.between(-30, 0), to: frame.width, by: 40) {
                s.shape(
                    "M\(x) \(top) L\(x) \(back + 12) L\(x + 18) \(back) L\(x + 36) \(back + 12) L\(x + 36) \(top) Z",
                    .across(c.lighter(0.12), c.darker(0.15)))
            }
        } else {
            for _ in 0..<16 {
                s.disc(
                    dice.between(0, frame.width), dice.between(back + 20, top), dice.between(34, 70),
                    .ball(dice.pick([.leaf, Colour(0x4C7F4C), Colour(0x77A55F)])))
            }
        }
        let grass = dice.chance(0.65), c = grass ? Colour(0x6FA352) : Colour(0xB5AEA2)
        s.box(0, top, frame.width, frame.height - top, r: 0, .down(c.lighter(0.12), c.darker(0.15)))
        for _ in 0..<(grass ? 70 : 0) {
            let x = dice.between(0, frame.width), y = dice.between(top, frame.height)
            s.line(
                "M\(x) \(y) l\(dice.between(-5, 5)) -11", c.darker(dice.between(0, 0.35)), width: 2.2,
                alpha: 0.7)
        }
        if !grass {
            for t in [0.12, 0.34, 0.66] {
                s.line(
                    "M0 \(top + (frame.height - top) * t) h\(frame.width)", c.darker(0.35), width: 2,
                    alpha: 0.6)
            }
            for x in stride(from: -1.0, through: 2, by: 0.25) {
                s.line(
                    "M\(frame.width * (0.5 + (x - 0.5) * 0.5)) \(top) L\(frame.width * x) \(frame.height)",
                    c.darker(0.35), width: 2, alpha: 0.6)
            }
        }
    }

    private static func planks(_ s: inout Sketch, _ frame: Frame, _ top: Double, _ dice: inout SplitMix64) {
        let c = dice.pick(woods)
        s.box(0, top, frame.width, frame.height - top, r: 0, .down(c.lighter(0.2), c.darker(0.1)))
        let middle = frame.width / 2
        for x in stride(from: -1.2, through: 1.2, by: 0.15) {
            s.line(
                "M\(middle + x * frame.width * 0.7) \(top) L\(middle + x * frame.width * 1.6) \(frame.height)",
                c.darker(0.35), width: 1.8, alpha: 0.55)
        }
    }

    private static func carpet(_ s: inout Sketch, _ frame: Frame, _ top: Double, _ dice: inout SplitMix64) {
        let c = dice.pick(carpets)
        s.box(0, top, frame.width, frame.height - top, r: 0, .down(c.lighter(0.08), c.darker(0.12)))
        for _ in 0..<90 {
            s.oval(
                dice.between(0, frame.width), dice.between(top, frame.height), 3, 1.5,
                .flat(dice.chance(0.5) ? c.lighter(0.3) : c.darker(0.25)), alpha: 0.5)
        }
    }
}
