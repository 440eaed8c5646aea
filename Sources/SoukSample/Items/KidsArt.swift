/// Baby and children's things.
enum KidsArt {
    static func pram(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M60 4 Q84 -18 94 -52", .graphite, width: 6)
        s.line("M-46 74 L34 26 M50 74 L-34 26", look.metal, width: 5)
        for (x, r) in [(-48.0, look.between(17, 24)), (50, 24.0)] {
            s.disc(x, 98 - r, r, .ball(.rubber))
            s.disc(x, 98 - r, r * 0.55, .ball(.chrome))
        }
        s.shape("M-78 -8 L70 -8 Q72 44 24 46 L-34 46 Q-76 44 -78 -8 Z", .soft(c))
        s.shape("M-78 -8 Q-82 -84 -6 -88 L4 -8 Z", .soft(c.darker(0.12)))
        for x in [-58.0, -32] {
            s.line("M\(x + 38) -10 Q\(x + 14) -50 \(x + 24) -82", c.lighter(0.25), width: 3)
        }
        s.shape("M2 -14 Q40 -26 72 -12 L70 6 Q40 -6 4 6 Z", .soft(look.accent.lighter(0.3)))
        s.line("M-76 -8 L70 -8", .paper, width: 3)
    }

    static func teddy(_ s: inout Sketch, _ look: inout Look) {
        let fur = look.main, pale = fur.lighter(0.45)
        for side in [-1.0, 1] {
            s.disc(side * 38, -78, 19, .ball(fur))
            s.disc(side * 38, -78, 10, .soft(pale))
            s.turned(side * 34, x: side * 44, y: 20) { $0.oval(side * 52, 26, 18, 36, .ball(fur)) }
            s.oval(side * 40, 76, 28, 24, .ball(fur))
            s.oval(side * 44, 80, 15, 14, .soft(pale))
        }
        s.oval(0, 36, 50, 56, .ball(fur))
        s.oval(0, 42, 29, 36, .soft(pale))
        s.oval(0, -46, 52, 46, .ball(fur))
        s.oval(0, -30, 24, 19, .soft(pale))
        s.oval(0, -38, 9, 6, .flat(.ink))
        s.line("M0 -32 L0 -24 M-9 -20 Q0 -14 9 -20", .ink, width: 2.5)
        for side in [-1.0, 1] {
            s.disc(side * 20, -52, 5.5, .flat(.ink))
            s.disc(side * 20 - 1.5, -54, 1.8, .flat(.white))
            s.shape("M0 -2 L\(side * 24) -14 L\(side * 24) 12 Z", .soft(look.accent))
        }
        s.disc(0, -1, 7, .soft(look.accent.darker(0.2)))
    }

    static func blocks(_ s: inout Sketch, _ look: inout Look) {
        let places = look.pick([
            [(-52.0, 50.0), (2, 50), (-24, -2)], [(-78, 50), (-26, 50), (28, 50), (-52, -2), (2, -2)],
            [(-25, 50), (-25, -2), (-25, -54)],
        ])
        for (k, (x, y)) in places.enumerated() {
            let c = k % 2 == 0 ? look.main : look.pick(Paint.bright).colour
            s.turned(look.between(-5, 5), x: x + 25, y: y + 50) {
                $0.box(x, y, 50, 50, r: 6, .soft(c))
                $0.box(x + 6, y + 6, 38, 38, r: 4, .soft(c.lighter(0.35)))
            }
            switch look.dice.below(3) {
            case 0: s.disc(x + 25, y + 25, 12, .soft(c.darker(0.15)))
            case 1:
                s.shape(
                    "M\(x + 25) \(y + 12) L\(x + 38) \(y + 37) L\(x + 12) \(y + 37) Z", .soft(c.darker(0.15)))
            default: s.box(x + 15, y + 15, 20, 20, r: 2, .soft(c.darker(0.15)))
            }
        }
    }

    static func cot(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.box(-84, -30, 168, 8, r: 3, .roll(c))
        for x in stride(from: -76.0, through: 76, by: 13) {
            s.box(x - 2, -24, 4, 80, r: 1, .pillar(c.darker(0.12)))
        }
        s.shape("M-84 20 Q0 2 84 20 L84 44 L-84 44 Z", .soft(look.accent.lighter(0.45)))
        s.box(-84, 40, 168, 18, r: 4, .soft(.paper))
        for x in stride(from: -70.0, through: 70, by: 14) { s.box(x - 2.5, -10, 5, 84, r: 1, .pillar(c)) }
        s.box(-90, -14, 180, 9, r: 3, .roll(c))
        s.box(-90, 68, 180, 10, r: 3, .roll(c))
        for x in [-97.0, 85] { s.box(x, look.chance(0.5) ? -62 : -50, 12, 160, r: 4, .pillar(c)) }
        for x in [-91.0, 91] { s.disc(x, -56, 8, .ball(c)) }
    }

    static func rockingHorse(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M-92 74 Q0 120 92 74", look.accent, width: 9)
        for (x, lean) in [(-44.0, -14.0), (28, 14)] {
            s.line("M\(x) 20 L\(x + lean) 88", c.darker(0.15), width: 13)
        }
        s.line("M-62 -8 Q-88 -4 -86 40", .cream, width: 11)
        s.shape(
            "M-66 6 Q-60 -22 0 -12 Q20 -14 30 -44 Q38 -80 66 -78 L94 -48 Q92 -36 78 -38 L62 -40 Q58 20 24 34 Q-40 44 -66 6 Z",
            .soft(c))
        s.line("M40 -76 Q20 -50 22 -18", .cream, width: 11)
        s.shape("M56 -78 L60 -96 L70 -76 Z", .soft(c))
        s.disc(68, -62, 4, .flat(.ink))
        s.shape("M-34 -16 Q-8 -2 16 -14 L14 16 Q-10 26 -32 16 Z", .soft(look.accent))
        s.line("M44 -36 L76 -44", look.accent.darker(0.2), width: 4)
    }
}
