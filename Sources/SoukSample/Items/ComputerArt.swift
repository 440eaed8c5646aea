/// Computers and their parts.
enum ComputerArt {
    static func laptop(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, screen = look.accent, half = look.between(66, 76)
        s.box(-half, -64, half * 2, 104, r: 7, .soft(c.darker(0.15)))
        s.box(-half + 6, -58, half * 2 - 12, 90, r: 3, .down(screen.lighter(0.6), screen.darker(0.25)))
        if look.chance(0.5) {
            s.box(-half + 14, -48, half * 0.8, 52, r: 3, .soft(.paper))
            for row in 0..<4 {
                s.writing(
                    -half + 14 + half * 0.4, -40 + Double(row) * 11, [half * look.between(0.3, 0.65)],
                    height: 3.5, .slate)
            }
            s.box(2, -30, half * 0.7, 48, r: 3, .soft(screen.darker(0.4)))
        } else {
            s.shape(
                "M\(-half + 6) 14 Q-20 -30 10 4 Q34 -14 \(half - 6) 10 L\(half - 6) 32 L\(-half + 6) 32 Z",
                .soft(screen.darker(0.4)))
            s.disc(28, -34, 10, .ball(.glow))
        }
        s.shape(
            "M\(-half + 2) 40 L\(half - 2) 40 L94 84 Q95 92 88 92 L-88 92 Q-95 92 -94 84 Z",
            .down(c.darker(0.05), c.lighter(0.2)))
        for row in 0..<4 {
            let y = 45 + Double(row) * 6.4, reach = half - 8 + Double(row) * 3.4
            for key in 0..<12 {
                s.box(-reach + Double(key) * reach / 6, y, reach / 6 - 2, 4.6, r: 1, .flat(.graphite))
            }
        }
        s.shape("M-22 74 L22 74 L25 87 L-25 87 Z", .flat(c.darker(0.2)))
    }

    static func monitor(_ s: inout Sketch, _ look: inout Look) {
        let screen = look.accent, c = look.main
        s.shape("M-12 40 L12 40 L16 88 L-16 88 Z", .pillar(c.darker(0.1)))
        s.oval(0, 92, 48, 8, .down(c.lighter(0.1), c.darker(0.3)))
        s.box(-97, -82, 194, 124, r: 6, .soft(c.darker(0.25)))
        s.box(-91, -76, 182, 106, r: 2, .down(screen.darker(0.2), screen.lighter(0.45)))
        if look.chance(0.5) {
            for window in 0..<3 {
                let x = -80 + Double(window) * 52 + look.between(-4, 10), y = look.between(-66, -40)
                s.box(x, y, 58, 46, r: 3, .soft(.paper))
                s.box(x, y, 58, 8, r: 3, .flat(look.pick(Paint.bright).colour))
                s.writing(x + 26, y + 16, [40, 34, 38], height: 3, .slate)
            }
        } else {
            s.disc(40, -40, 14, .ball(.glow))
            s.shape("M-91 10 Q-50 -34 -14 -2 Q20 -30 91 6 L91 30 L-91 30 Z", .soft(screen.darker(0.35)))
        }
        s.disc(0, 36, 2, .flat(.white))
    }

    static func keyboard(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, key = look.pick([c.lighter(0.35), c.darker(0.35), .paper])
        s.box(-98, -36, 196, 74, r: 8, .soft(c))
        for row in 0..<5 {
            let y = -28 + Double(row) * 12.4
            if row == 4 {
                for (x, w) in [(-90.0, 15.0), (-72, 15), (-54, 15), (-36, 76), (43, 15), (61, 28)] {
                    s.box(x, y, w, 10, r: 2, .soft(key))
                }
            } else {
                for column in 0..<14 {
                    s.box(
                        -90 + Double(column) * 13, y, 10.6, 10, r: 2,
                        .soft(row == 0 && column == 0 ? look.accent : key))
                }
            }
        }
    }

    static func printer(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.shape("M-44 -30 L-50 -90 L46 -90 L44 -30 Z", .down(.paper, Colour.paper.darker(0.12)))
        s.box(-90, -34, 180, 100, r: 14, .soft(c))
        s.box(-90, 6, 180, 60, r: 10, .soft(c.darker(0.18)))
        s.box(-58, 34, 116, 12, r: 3, .flat(.ink))
        s.shape("M-52 42 L52 42 L64 92 L-64 92 Z", .down(Colour.paper.darker(0.1), .paper))
        s.shape("M-30 56 L30 56 L36 82 L-36 82 Z", .soft(look.accent))
        s.box(44, -20, 32, 14, r: 3, .down(.ink, Colour(0x2F5A66)))
        for x in [22.0, 32] { s.disc(x, -13, 3.5, .ball(look.accent)) }
    }

    static func mouse(_ s: inout Sketch, _ look: inout Look) {
        s.line("M0 -60 Q10 -88 50 -84 Q86 -80 92 -98", .graphite, width: 5)
        s.shape("M0 -64 Q46 -64 48 -6 Q54 86 0 90 Q-54 86 -48 -6 Q-46 -64 0 -64 Z", .soft(look.main))
        s.line("M0 -62 L0 4 M-48 8 Q0 20 48 8", look.main.darker(0.4), width: 2.5)
        s.box(-6, -46, 12, 30, r: 6, .pillar(look.accent))
    }
}
