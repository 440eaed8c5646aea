/// Sports, leisure and travel.
enum SportArt {
    static func bicycle(_ s: inout Sketch, _ look: inout Look) {
        let r = look.between(38, 44), c = look.main, seat = look.between(-44, -32), step = look.chance(0.35)
        for x in [-54.0, 54] {
            s.ring(x, 56, r, width: 6, .rubber)
            s.ring(x, 56, r - 4, width: 2, .chrome)
            for spoke in 0..<8 {
                s.turned(Double(spoke) * 22.5, x: x, y: 56) {
                    $0.line("M\(x - r + 5) 56 L\(x + r - 5) 56", .chrome, width: 0.8, alpha: 0.8)
                }
            }
            s.disc(x, 56, 5, .ball(.steel))
        }
        s.line("M-54 56 L-4 56 L40 -8 M-54 56 L-20 -6 L-4 56", c.darker(0.15), width: 6)
        s.line(step ? "M-14 12 Q4 26 38 0" : "M-20 -6 L38 -12", c, width: 6)
        s.line("M34 -38 L42 0 L54 56", c, width: 6)
        s.line("M-20 -6 L-26 \(seat + 6)", .steel, width: 4)
        s.shape(
            "M-48 \(seat) Q-30 \(seat - 8) -8 \(seat + 2) Q-14 \(seat + 10) -30 \(seat + 8) Q-46 \(seat + 10) -48 \(seat) Z",
            .soft(.ink))
        s.line(
            look.chance(0.5)
                ? "M34 -38 L30 -50 L10 -52 M32 -46 L48 -44" : "M34 -38 Q58 -48 56 -30 Q54 -18 44 -24",
            .graphite, width: 5)
        s.ring(-4, 56, 10, width: 4, .slate)
        s.line("M-4 56 L8 74 M2 75 L16 73", .graphite, width: 4)
        if look.chance(0.35) {
            s.shape("M40 -50 L76 -50 L70 -20 L46 -20 Z", .soft(.oak))
            for y in [-42.0, -34, -27] { s.line("M44 \(y) L72 \(y)", Colour.oak.darker(0.3), width: 1.5) }
        }
    }

    static func tent(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, wide = look.between(80, 98), top = look.between(-60, -34)
        if look.chance(0.5) {
            s.shape(
                "M\(-wide) 96 Q\(-wide * 0.8) \(top) 0 \(top) Q\(wide * 0.8) \(top) \(wide) 96 Z", .soft(c))
            s.shape(
                "M0 \(top) Q\(wide * 0.8) \(top) \(wide) 96 L\(wide * 0.45) 96 Q\(wide * 0.4) \(top + 24) 0 \(top) Z",
                .flat(look.accent), alpha: 0.7)
            s.shape("M-34 96 Q-30 16 0 14 Q30 16 34 96 Z", .down(.ink, .graphite))
            s.shape("M-34 96 Q-30 16 0 14 Q-22 40 -20 96 Z", .soft(c.lighter(0.3)))
        } else {
            s.shape(
                "M\(wide * 0.25) \(top) L\(wide) 84 L\(wide * 0.5) 96 L\(-wide * 0.2) \(top + 4) Z",
                .soft(c.darker(0.2)))
            s.shape("M\(-wide) 96 L\(-wide * 0.2) \(top) L\(wide * 0.55) 96 Z", .soft(c))
            s.shape(
                "M\(-wide * 0.2) \(top + 18) L\(-wide * 0.5) 96 L\(wide * 0.14) 96 Z", .down(.ink, .graphite))
            s.shape(
                "M\(-wide * 0.2) \(top + 18) L\(-wide * 0.5) 96 L\(-wide * 0.32) 96 Z", .soft(look.accent))
        }
        for side in [-1.0, 1] { s.line("M\(side * wide * 0.7) 40 L\(side * 99) 98", .cream, width: 1.6) }
    }

    static func football(_ s: inout Sketch, _ look: inout Look) {
        s.disc(0, 12, 84, .ball(.white))
        let c = look.chance(0.5) ? Colour.ink : look.main
        s.shape("M0 -16 L27 4 L17 36 L-17 36 L-27 4 Z", .soft(c))
        for turn in 0..<5 {
            s.turned(Double(turn) * 72, x: 0, y: 12) {
                $0.line("M0 -16 L0 -46", .slate, width: 2.5)
                $0.shape("M-16 -52 L0 -44 L16 -52 Q20 -62 12 -69 Q0 -74 -12 -69 Q-20 -62 -16 -52 Z", .soft(c))
                $0.line("M16 -52 L40 -40", .slate, width: 2.5)
            }
        }
        s.oval(-30, -28, 22, 14, .spot(.paper), alpha: 0.7)
    }

    static func dumbbell(_ s: inout Sketch, _ look: inout Look) {
        let plates = 1 + look.dice.below(3), r = look.between(34, 50)
        s.box(-92, -6, 184, 12, r: 5, .roll(.chrome))
        s.box(-32, -8, 64, 16, r: 6, .roll(look.chance(0.5) ? .rubber : look.metal))
        for side in [-1.0, 1] {
            for plate in 0..<plates {
                let size = r - Double(plate) * 9, x = side * (44 + Double(plate) * 15)
                s.box(x - 7, -size, 14, size * 2, r: 5, .roll(plate == 0 ? look.main : look.main.darker(0.2)))
            }
            s.box(side * (44 + Double(plates) * 15) - 5, -10, 10, 20, r: 3, .roll(.steel))
        }
    }

    static func suitcase(_ s: inout Sketch, _ look: inout Look) {
        let w = look.between(52, 66), c = look.main, top = look.between(-50, -34)
        s.line("M-20 \(top) L-20 -88 Q-20 -94 -14 -94 L14 -94 Q20 -94 20 -88 L20 \(top)", .graphite, width: 6)
        for x in [-w + 12, w - 12] { s.disc(x, 94, 7, .ball(.rubber)) }
        s.box(-w, top, w * 2, 90 - top, r: 15, .soft(c))
        if look.chance(0.6) {
            for x in stride(from: -w + 16, through: w - 16, by: 17) {
                s.box(x - 3, top + 10, 6, 70 - top, r: 3, .across(c.lighter(0.2), c.darker(0.2)), alpha: 0.8)
            }
        } else {
            s.box(-w + 12, 22, w * 2 - 24, 52, r: 8, .soft(c.darker(0.14)))
            s.line("M\(-w + 16) 34 L\(w - 16) 34", .brass, width: 2)
            s.box(-w, top + 26, w * 2, 6, r: 0, .flat(c.darker(0.3)))
        }
        if look.chance(0.5) {
            s.turned(14, x: w - 24, y: top + 40) {
                $0.box(w - 34, top + 30, 18, 26, r: 4, .soft(look.accent))
            }
        }
    }

    static func skateboard(_ s: inout Sketch, _ look: inout Look) {

        s.group("translate(0 58)") { s in
            for x in [-54.0, 54] {
                s.box(x - 6, 12, 12, 12, r: 2, .pillar(.steel))
                s.disc(x - 12, 28, 12, .ball(look.accent))
                s.disc(x + 12, 28, 12, .ball(look.accent))
                for w in [x - 12, x + 12] { s.disc(w, 28, 4, .flat(.chrome)) }
            }
            s.shape(
                "M-97 -10 Q-88 12 -70 13 L70 13 Q88 12 97 -10 Q92 -14 88 -8 Q82 2 68 2 L-68 2 Q-82 2 -88 -8 Q-92 -14 -97 -10 Z",
                .roll(look.main))
            s.line("M-70 3 L70 3", .ink, width: 3)
        }
    }
}
