/// Hobbies, crafts, antiques: what fits nowhere else.
enum OtherArt {
    static func clock(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, mantel = look.chance(0.4)
        if mantel {
            s.shape("M-90 96 L-78 30 Q-60 -92 0 -94 Q60 -92 78 30 L90 96 Z", .soft(c))
        } else {
            s.disc(0, 0, 92, .ball(c))
        }
        let r = mantel ? 56.0 : 78, y = mantel ? -14.0 : 0
        s.disc(0, y, r, .ball(.brass))
        s.disc(0, y, r - 5, .across(.paper, Colour.paper.darker(0.1)))
        for hour in 0..<12 {
            s.turned(Double(hour) * 30, x: 0, y: y) {
                $0.line(
                    "M0 \(y - r + 12) L0 \(y - r + (hour % 3 == 0 ? 24 : 18))", .ink,
                    width: hour % 3 == 0 ? 4.5 : 2.5)
            }
        }
        s.turned(look.between(0, 360), x: 0, y: y) {
            $0.line("M0 \(y + 6) L0 \(y - r * 0.46)", .ink, width: 6)
        }
        s.turned(look.between(0, 360), x: 0, y: y) {
            $0.line("M0 \(y + 8) L0 \(y - r * 0.7)", .ink, width: 3.5)
        }
        s.disc(0, y, 5, .ball(look.accent))
    }

    static func painting(_ s: inout Sketch, _ look: inout Look) {
        let h = look.between(62, 92), w = look.between(72, 96), f = look.between(7, 14)
        s.box(-w, -h, w * 2, h * 2, r: 2, .soft(look.main))
        s.box(-w + f * 0.5, -h + f * 0.5, w * 2 - f, h * 2 - f, r: 1, .soft(look.main.darker(0.2)))
        let x = w - f, y = h - f
        if look.chance(0.55) {
            s.box(
                -x, -y, x * 2, y * 2, r: 0,
                .down(look.pick([Colour.sky, Colour(0xF2C9A1), Colour(0xC9B8DC)]), .paper))
            s.disc(look.between(-x * 0.5, x * 0.5), -y * 0.4, y * 0.17, .ball(.glow))
            let far = look.pick(Paint.cloth).colour.lighter(0.35),
                near = look.pick([Colour.leaf, Colour(0x3F6F6B), look.accent])
            s.shape(
                "M\(-x) \(y * 0.1) L\(-x * 0.5) \(-y * 0.4) L0 \(y * 0.1) L\(x * 0.4) \(-y * 0.2) L\(x) \(y * 0.2) L\(x) \(y) L\(-x) \(y) Z",
                .soft(far))
            s.shape(
                "M\(-x) \(y * 0.5) Q\(-x * 0.3) \(y * 0.1) \(x * 0.2) \(y * 0.5) Q\(x * 0.6) \(y * 0.7) \(x) \(y * 0.4) L\(x) \(y) L\(-x) \(y) Z",
                .soft(near))
        } else {
            s.box(-x, -y, x * 2, y * 2, r: 0, .soft(.cream))
            s.shape(
                "M\(-x * 0.3) \(y * 0.85) L\(-x * 0.2) \(y * 0.2) L\(x * 0.2) \(y * 0.2) L\(x * 0.3) \(y * 0.85) Z",
                .pillar(look.accent))
            for k in 0..<7 {
                let px = (Double(k) - 3) * x * 0.17, py = look.between(-y * 0.8, -y * 0.1),
                    c = look.pick(Paint.bright).colour
                s.line("M0 \(y * 0.25) Q\(px * 0.4) \(py * 0.2) \(px) \(py)", .leaf, width: 2.5)
                s.disc(px, py, y * 0.14, .ball(c)); s.disc(px, py, y * 0.05, .flat(.glow))
            }
        }
    }

    static func teapot(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, w = look.between(56, 66)
        s.line("M\(w - 8) 0 Q\(w + 40) -12 \(w + 30) 32 Q\(w + 22) 58 \(w - 8) 60", c.darker(0.1), width: 10)
        s.shape(
            "M\(-w + 12) 62 Q\(-w - 18) 50 \(-w - 34) -12 L\(-w - 20) -18 Q\(-w) 20 \(-w + 16) 20 Z",
            .soft(c.darker(0.05)))
        s.oval(0, 38, w, 54, .ball(c))
        s.box(-34, 86, 68, 12, r: 5, .pillar(c.darker(0.15)))
        s.oval(0, -12, 34, 9, .soft(c.darker(0.2)))
        s.shape("M-32 -14 Q0 -44 32 -14 Q0 -6 -32 -14 Z", .soft(c))
        s.disc(0, -36, 9, .ball(look.accent))
        if look.chance(0.7) {
            for k in 0..<5 {
                s.turned(Double(k) * 72, x: 0, y: 40) { $0.oval(0, 26, 8, 13, .soft(look.accent)) }
            }
            s.disc(0, 40, 7, .ball(.glow))
        } else {
            for y in [22.0, 40, 58] {
                s.line("M\(-w + 6) \(y) Q0 \(y + 14) \(w - 6) \(y)", look.accent, width: 5, alpha: 0.8)
            }
        }
    }

    static func yarn(_ s: inout Sketch, _ look: inout Look) {
        let balls = 2 + look.dice.below(2)
        let places = [(-40.0, 48.0, 48.0), (46, 56, 42), (4, -16, 44)]
        for k in 0..<balls {
            let (x, y, r) = places[k], c = k == 0 ? look.main : look.pick(Paint.bright).colour
            s.disc(x, y, r, .ball(c))
            for turn in [0.0, 55, 115] {
                s.turned(turn, x: x, y: y) {
                    for bend in [-0.6, -0.2, 0.2, 0.6] {
                        $0.line(
                            "M\(x - r * 0.8) \(y + bend * r * 0.7) Q\(x) \(y + bend * r * 1.5) \(x + r * 0.8) \(y + bend * r * 0.7)",
                            c.darker(0.22), width: 1.8, alpha: 0.7)
                    }
                }
            }
        }
        s.line("M-70 88 Q-30 108 30 94 Q70 84 92 98", look.main, width: 4)
        for turn in [-32.0, 24] {
            s.turned(turn, x: 0, y: 20) {
                $0.box(-3, -96, 6, 150, r: 3, .pillar(look.wood)); $0.disc(0, -96, 7, .ball(look.accent))
            }
        }
    }

    static func trophy(_ s: inout Sketch, _ look: inout Look) {
        let c = look.pick([Colour.brass, .chrome, Colour(0xB87548)])
        for side in [-1.0, 1] {
            s.line(
                "M\(side * 46) -66 Q\(side * 90) -68 \(side * 74) -24 Q\(side * 62) 2 \(side * 32) 4", c,
                width: 9)
        }
        s.shape("M-52 -86 L52 -86 Q52 14 0 26 Q-52 14 -52 -86 Z", .pillar(c))
        s.oval(0, -86, 52, 10, .down(c.darker(0.4), c))
        s.shape("M-9 22 L9 22 L14 58 L-14 58 Z", .pillar(c))
        s.box(-34, 54, 68, 14, r: 4, .pillar(c))
        s.box(-46, 66, 92, 32, r: 4, .soft(look.main.darker(0.2)))
        s.box(-24, 74, 48, 16, r: 2, .soft(c.lighter(0.3)))
        s.shape(
            "M0 -62 L7 -44 L26 -43 L11 -31 L16 -13 L0 -23 L-16 -13 L-11 -31 L-26 -43 L-7 -44 Z",
            .soft(c.lighter(0.45)))
    }

    static func birdcage(_ s: inout Sketch, _ look: inout Look) {
        let c = look.metal == .graphite ? Colour.brass : look.metal
        s.ring(0, -90, 8, width: 4, c)
        s.line("M-52 44 L52 44", look.wood, width: 5)
        let bird = look.accent
        s.oval(2, 22, 21, 16, .ball(bird)); s.disc(18, 4, 12, .ball(bird))
        s.shape("M29 2 L38 6 L28 9 Z", .flat(.brass)); s.disc(21, 2, 2.2, .flat(.ink))
        s.shape("M-14 22 L-44 36 L-12 32 Z", .soft(bird.darker(0.2)))
        for x in stride(from: -58.0, through: 58, by: 14.5) {
            s.line("M\(x) 84 L\(x) -20 Q\(x * 0.9) -74 0 -82", c, width: 2.6)
        }
        for y in [-20.0, 34] { s.line("M-58 \(y) Q0 \(y + 12) 58 \(y)", c, width: 3) }
        s.box(-68, 80, 136, 18, r: 6, .down(look.main.lighter(0.1), look.main.darker(0.25)))
    }
}
