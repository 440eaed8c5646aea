/// Kitchen and household machines.
enum ApplianceArt {
    static func fridge(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, w = look.between(42, 54), split = look.between(-34, 24)
        for x in [-w + 6, w - 16] { s.box(x, 90, 10, 10, r: 1, .flat(.rubber)) }
        s.box(-w, -98, w * 2, 192, r: 10, .across(c.lighter(0.2), c.darker(0.18)))
        s.line("M\(-w + 1) \(split) L\(w - 1) \(split)", c.darker(0.45), width: 2.5)
        for (y, h) in [(split - 44, 34.0), (split + 10, 40)] {
            s.box(-w + 8, y, 5, h, r: 2.5, .pillar(look.metal))
        }
        if look.chance(0.5) {
            for _ in 0..<4 {
                s.box(
                    look.between(-14, w - 22), look.between(split - 56, split - 14), 9, 9, r: 2,
                    .soft(look.pick(Paint.bright).colour))
            }
        }
        s.writing(w - 18, -90, [18], height: 4, c.darker(0.4))
    }

    static func washingMachine(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, r = look.between(40, 48)
        s.box(-74, -84, 148, 180, r: 8, .soft(c))
        s.box(-68, -78, 136, 26, r: 4, .soft(c.darker(0.12)))
        s.box(-62, -72, 42, 14, r: 3, .soft(c.lighter(0.3)))
        s.disc(40, -65, 9, .ball(look.metal))
        s.box(-8, -71, 30, 12, r: 2, .down(.ink, Colour(0x2E5E5A)))
        s.disc(0, 22, r + 9, .ball(look.metal.lighter(0.2)))
        s.disc(0, 22, r, .ball(.slate))
        s.disc(0, 22, r - 6, .down(Colour(0x3F4E5E), Colour(0x87A9BC)))
        s.shape(
            "M\(-r + 10) 34 Q-12 22 2 36 Q18 48 \(r - 10) 32 Q\(r - 18) 60 0 \(22 + r - 8) Q\(-r + 16) 58 \(-r + 10) 34 Z",
            .soft(look.accent))
        s.line("M\(-r + 16) 8 Q-16 -8 4 -10", .white, width: 5, alpha: 0.5)
    }

    static func microwave(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, h = look.between(50, 62)
        for x in [-80.0, 66] { s.box(x, 92, 14, 8, r: 2, .flat(.rubber)) }
        s.box(-96, 94 - h * 2, 192, h * 2, r: 8, .soft(c))
        s.box(-86, 104 - h * 2, 128, h * 2 - 20, r: 6, .soft(.graphite))
        s.box(-76, 114 - h * 2, 108, h * 2 - 40, r: 5, .down(Colour(0x2B2F38), Colour(0x5B6470)))
        s.oval(-22, 70, 38, 7, .flat(.glass), alpha: 0.35)
        s.box(34, 112 - h * 2, 5, h * 2 - 36, r: 2.5, .pillar(look.metal))
        s.box(52, 106 - h * 2, 34, 15, r: 2, .flat(.ink))
        s.writing(69, 112 - h * 2, [18], height: 4, Colour(0x7FE0B0))
        if look.chance(0.5) {
            for row in 0..<3 {
                for column in 0..<3 {
                    s.disc(57 + Double(column) * 12, 134 - h * 2 + Double(row) * 14, 4, .ball(look.metal))
                }
            }
        } else {
            for y in [144 - h * 2, 74] { s.disc(69, y, 12, .ball(look.metal)) }
        }
    }

    static func kettle(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, top = look.between(-46, -30)
        s.line("M44 \(top + 10) Q94 \(top + 4) 84 50 Q80 66 58 70", .rubber, width: 13)
        s.shape("M-46 \(top + 16) L-84 \(top + 2) Q-88 \(top + 18) -52 34 Z", .soft(c.darker(0.12)))
        s.shape("M-44 \(top) Q0 \(top - 12) 44 \(top) Q60 40 62 84 L-62 84 Q-60 40 -44 \(top) Z", .pillar(c))
        s.shape("M-44 \(top) Q0 \(top - 30) 44 \(top) Q0 \(top + 12) -44 \(top) Z", .soft(c.darker(0.2)))
        s.disc(0, top - 18, 8, .ball(.rubber))
        s.box(-68, 82, 136, 16, r: 6, .down(.graphite, .ink))
        if look.chance(0.6) { s.box(-16, 6, 12, 56, r: 6, .down(.glass.lighter(0.3), Colour(0x6FA5BC))) }
    }

    static func toaster(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, top = look.between(-24, -8)
        if look.chance(0.7) {
            for x in [-38.0, 8] {
                s.box(x, top - 30, 46, 50, r: 12, .soft(Colour(0xC98A4B)));
                s.box(x + 6, top - 24, 34, 40, r: 8, .soft(Colour(0xE9BF84)))
            }
        }
        for x in [-66.0, 52] { s.box(x, 90, 14, 10, r: 2, .flat(.rubber)) }
        s.box(-82, top, 164, 94 - top, r: 28, .soft(c))
        s.box(-64, top + 3, 128, 9, r: 4, .flat(.ink))
        s.box(-82, 74, 164, 20, r: 8, .down(c.darker(0.15), c.darker(0.35)))
        s.box(76, top + 30, 16, 12, r: 4, .soft(.rubber))
        s.disc(48, 54, 10, .ball(look.metal))
        s.line("M-60 \(top + 26) Q-64 40 -60 64", .white, width: 5, alpha: 0.45)
    }
}
