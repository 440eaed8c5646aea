/// Telephones and what belongs to them.
enum PhoneArt {
    static func phone(_ s: inout Sketch, _ look: inout Look) {
        let w = look.between(40, 47), c = look.main
        if look.chance(0.3) {
            s.box(-w, -92, w * 2, 184, r: 15, .soft(c))
            s.box(-w + 8, -84, 34, look.pick([34, 56]), r: 10, .soft(c.darker(0.16)))
            for y in [-70.0, -50] { s.disc(-w + 22, y, 7, .ball(.ink)) }
            s.disc(0, 6, 9, .soft(c.lighter(0.3)))
        } else {
            s.box(-w, -92, w * 2, 184, r: 15, .soft(c.darker(0.2)))
            let screen = look.accent
            s.box(-w + 4, -88, w * 2 - 8, 176, r: 11, .down(screen.lighter(0.55), screen.darker(0.3)))
            s.box(-12, -83, 24, 6, r: 3, .flat(.ink))
            if look.chance(0.6) {
                for row in 0..<5 {
                    for column in 0..<3 {
                        s.box(
                            -w + 12 + Double(column) * (w * 2 - 24) / 3, -56 + Double(row) * 25, 17, 17, r: 5,
                            .soft(look.pick(Paint.bright).colour))
                    }
                }
            } else {
                s.shape(
                    "M\(-w + 4) 40 L-14 -8 L10 30 L24 8 L\(w - 4) 44 L\(w - 4) 77 Q\(w - 4) 88 \(w - 15) 88 L\(-w + 15) 88 Q\(-w + 4) 88 \(-w + 4) 77 Z",
                    .soft(screen.darker(0.35)))
                s.disc(16, -34, 12, .ball(.glow))
            }
            s.shape(
                "M\(-w + 4) -50 L\(w * 0.4) -88 L\(w * 0.8) -88 L\(-w + 4) -8 Z", .flat(.white), alpha: 0.13)
        }
    }

    static func landline(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M70 66 Q98 74 90 96", c.darker(0.3), width: 4)
        s.shape(
            "M-50 -8 Q0 -22 50 -8 Q58 50 84 76 Q86 96 70 96 L-70 96 Q-86 96 -84 76 Q-58 50 -50 -8 Z", .soft(c)
        )
        s.shape(
            "M-92 -36 Q-94 -68 -58 -66 Q0 -74 58 -66 Q94 -68 92 -36 Q90 -14 62 -18 Q54 -40 0 -42 Q-54 -40 -62 -18 Q-90 -14 -92 -36 Z",
            .soft(c.darker(0.1)))
        s.disc(0, 42, 37, .ball(.chrome))
        if look.chance(0.6) {
            for hole in 0..<10 {
                s.turned(Double(hole) * 30 + 40, x: 0, y: 42) { $0.disc(0, 16, 6, .flat(.graphite)) }
            }
            s.disc(0, 42, 13, .soft(.paper))
        } else {
            for row in 0..<4 {
                for column in -1...1 {
                    s.box(Double(column) * 16 - 6, 18 + Double(row) * 13, 12, 9, r: 3, .soft(c.darker(0.3)))
                }
            }
        }
    }

    static func headphones(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, h = look.between(-86, -70)
        s.line("M-64 24 Q-74 \(h) 0 \(h) Q74 \(h) 64 24", c.darker(0.15), width: 15)
        s.line("M-52 0 Q-54 \(h + 16) 0 \(h + 9) Q54 \(h + 16) 52 0", look.accent, width: 7)
        for side in [-1.0, 1] {
            s.turned(side * 7, x: side * 62, y: 40) {
                $0.box(side * 58 - 23, 2, 46, 82, r: 23, .soft(c))
                $0.box(side * 44 - 13, 6, 26, 74, r: 13, .soft(.rubber))
                $0.disc(side * 70, 42, 9, .ball(look.metal))
            }
        }
        if look.chance(0.5) { s.line("M-62 84 Q-60 100 -30 92 Q6 84 20 98", .ink, width: 3) }
    }

    static func charger(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M-42 10 Q-90 70 -30 76 Q40 82 24 40 Q12 12 52 6 Q96 4 82 52", c.darker(0.12), width: 6)
        s.line("M-42 10 Q-90 70 -30 76 Q40 82 24 40 Q12 12 52 6 Q96 4 82 52", c.lighter(0.3), width: 2)
        for x in [-66.0, -48] { s.box(x, -88, 6, 28, r: 2, .pillar(.chrome)) }
        s.box(-78, -64, 52, 58, r: 10, .soft(c))
        s.box(-60, -12, 16, 22, r: 3, .pillar(.slate))
        s.turned(12, x: 82, y: 60) {
            $0.box(74, 44, 18, 26, r: 4, .soft(c)); $0.box(77, 68, 12, 18, r: 2, .pillar(.chrome))
        }
    }
}
