import SoukCatalog

/// What lies flat under the thing, seen from above.
enum Surface {
    static func draw(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        switch dice.below(6) {
        case 0: boards(&s, frame, &dice)
        case 1: sheet(&s, frame, &dice)
        case 2: cloth(&s, frame, &dice)
        case 3: pile(&s, frame, dice.pick(Ground.carpets), 150, &dice)
        case 4: pile(&s, frame, Colour(0x6FA352), 190, &dice)
        default:
            let c = dice.pick([Colour.white, .slate, Colour(0xD8D2C6), Colour(0x474B55), Colour(0xB5C2BD)])
            frame.cover(&s, .soft(c))
            for _ in 0..<7 {
                let y = dice.between(0, frame.height), bend = dice.between(-120, 120)
                s.line(
                    "M0 \(y) Q\(frame.width / 2) \(y + bend) \(frame.width) \(y + bend / 2)", c.darker(0.25),
                    width: 1.6, alpha: 0.3)
            }
        }
    }

    private static func boards(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        let c = dice.pick(Ground.woods), w = dice.between(60, 110)
        frame.cover(&s, .flat(c.darker(0.4)))
        for x in stride(from: dice.between(-50, 0), to: frame.width, by: w) {
            let tone = dice.chance(0.5) ? c.lighter(dice.between(0, 0.15)) : c.darker(dice.between(0, 0.12))
            s.box(x, -4, w - 2.5, frame.height + 8, r: 0, .across(tone.lighter(0.07), tone.darker(0.06)))
            let grain = x + w * dice.between(0.2, 0.8)
            s.line(
                "M\(grain) 0 Q\(grain + 9) \(frame.height / 2) \(grain) \(frame.height)", tone.darker(0.2),
                width: 1.5, alpha: 0.6)
        }
    }

    private static func sheet(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        let c = dice.pick(Wall.paints).lighter(0.3)
        frame.cover(&s, .soft(c))
        for _ in 0..<6 {
            let x = dice.between(0, frame.width), lean = dice.between(-160, 160), bend = dice.between(-80, 80)
            let fold = "M\(x) -10 Q\(x + bend) \(frame.height / 2) \(x + lean) \(frame.height + 10)"
            s.line(fold, c.darker(0.3), width: 16, alpha: 0.16)
            s.group("translate(10 0)") { $0.line(fold, .paper, width: 9, alpha: 0.4) }
        }
    }

    private static func cloth(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        let c = dice.pick(Paint.cloth).colour.lighter(0.35), step = dice.between(50, 90)
        frame.cover(&s, .soft(.paper))
        for x in stride(from: 0, to: frame.width, by: step) {
            s.box(x, 0, step / 2, frame.height, r: 0, .flat(c), alpha: 0.5)
        }
        for y in stride(from: 0, to: frame.height, by: step) {
            s.box(0, y, frame.width, step / 2, r: 0, .flat(c), alpha: 0.5)
        }
    }

    private static func pile(
        _ s: inout Sketch, _ frame: Frame, _ c: Colour, _ count: Int, _ dice: inout SplitMix64
    ) {
        frame.cover(&s, .soft(c))
        for _ in 0..<count {
            let x = dice.between(0, frame.width), y = dice.between(0, frame.height)
            s.line(
                "M\(x) \(y) l\(dice.between(-6, 6)) \(dice.between(-10, -2))",
                dice.chance(0.5) ? c.darker(0.25) : c.lighter(0.2), width: 2.4, alpha: 0.6)
        }
    }
}
