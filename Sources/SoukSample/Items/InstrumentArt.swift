/// Musical instruments and DJ equipment.
enum InstrumentArt {
    static func guitar(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, electric = look.chance(0.45)
        s.turned(look.between(-8, 8)) {
            $0.box(-8, -80, 16, 110, r: 2, .pillar(.walnut))
            for y in stride(from: -66.0, to: 6, by: 10) { $0.line("M-7 \(y) L7 \(y)", .chrome, width: 1.2) }
            $0.shape("M-11 -100 L11 -100 L8 -76 L-8 -76 Z", .soft(electric ? c : .walnut))
            for y in [-95.0, -87, -80] { for x in [-14.0, 14] { $0.disc(x, y, 3, .ball(.chrome)) } }
            if electric {
                $0.shape(
                    "M-12 14 Q-44 -22 -46 10 Q-30 34 -44 58 Q-54 98 0 98 Q54 98 44 58 Q30 34 46 -4 Q36 -18 12 18 Z",
                    .soft(c))
                $0.shape("M-26 30 Q-8 44 20 24 Q30 60 22 84 Q-6 70 -26 30 Z", .soft(.paper))
                for y in [40.0, 58] { $0.box(-16, y, 32, 8, r: 3, .soft(.ink)) }
                $0.box(-18, 78, 36, 7, r: 2, .roll(.chrome))
                for (x, y) in [(30.0, 62.0), (28, 78)] { $0.disc(x, y, 4, .ball(.brass)) }
            } else {
                $0.shape(
                    "M0 8 Q36 0 38 26 Q38 40 34 46 Q56 58 52 78 Q46 100 0 100 Q-46 100 -52 78 Q-56 58 -34 46 Q-38 40 -38 26 Q-36 0 0 8 Z",
                    .soft(c))
                $0.disc(0, 44, 16, .flat(.ink))
                $0.ring(0, 44, 18, width: 2.5, .brass)
                $0.box(-22, 76, 44, 7, r: 2, .soft(.walnut))
            }
            for x in [-4.5, -1.5, 1.5, 4.5] { $0.line("M\(x) -84 L\(x) 80", .paper, width: 0.8) }
        }
    }

    static func piano(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, top = look.between(-44, -30)
        let y = top + 34, h = 32 - top
        s.group("translate(0 28)") { s in
            s.box(-98, top, 196, 34 - top + 36, r: 7, .soft(c))
            s.box(-20, top + 8, 40, 16, r: 2, .down(.ink, Colour(0x2F6070)))
            for x in stride(from: -80.0, through: -36, by: 14) {
                s.disc(x, top + 16, 4.5, .ball(look.accent))
            }
            for x in stride(from: 36.0, through: 80, by: 14) {
                s.box(x - 4, top + 11, 8, 10, r: 2, .soft(.paper))
            }
            for key in 0..<17 {
                s.box(-92 + Double(key) * 10.85, y, 10.2, h, r: 1.5, .down(.paper, Colour.paper.darker(0.12)))
            }
            for key in 0..<16 where ![2, 6, 9, 13].contains(key) {
                s.box(-85 + Double(key) * 10.85, y, 6.4, h * 0.6, r: 1, .soft(.ink))
            }
        }
    }

    static func drum(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, h = look.between(66, 96)
        for x in [-60.0, 52] { s.line("M\(x) 60 L\(x * 1.2) 98", look.metal, width: 5) }
        s.shape("M-82 \(80 - h) L-82 72 Q0 112 82 72 L82 \(80 - h) Z", .pillar(c))
        for x in [-62.0, -24, 24, 62] {
            s.line("M\(x) \(94 - h) L\(x) 84", .chrome, width: 5); s.disc(x, 92 - h * 0.5, 5, .ball(.chrome))
        }
        s.line("M-82 73 Q0 113 82 73", .chrome, width: 5)
        s.oval(0, 80 - h, 84, 26, .flat(.steel))
        s.oval(0, 77 - h, 80, 24, .across(.paper, Colour.paper.darker(0.15)))
        for (turn, x) in [(-24.0, -20.0), (18, 20)] {
            s.turned(turn, x: x, y: 60 - h) {
                $0.box(x - 58, 58 - h, 116, 5, r: 2.5, .roll(.pine)); $0.disc(x - 58, 60 - h, 5, .ball(.pine))
            }
        }
    }

    static func turntable(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.box(-96, -74, 192, 148, r: 8, .soft(c))
        s.disc(-22, 0, 64, .ball(.chrome))
        s.disc(-22, 0, 58, .ball(.ink))
        for r in stride(from: 26.0, through: 54, by: 7) { s.ring(-22, 0, r, width: 0.8, .slate, alpha: 0.7) }
        s.disc(-22, 0, 20, .soft(look.accent))
        s.disc(-22, 0, 3, .flat(.chrome))
        s.disc(68, -46, 15, .ball(.steel))
        s.line("M68 -46 L72 22 L40 46", .chrome, width: 5)
        s.turned(38, x: 38, y: 46) { $0.box(26, 40, 20, 12, r: 3, .soft(.rubber)) }
        s.box(76, 30, 8, 36, r: 4, .flat(.ink))
        s.box(73, look.between(32, 52), 14, 9, r: 2, .soft(look.accent))
        s.disc(-82, 60, 7, .ball(.steel))
    }

    static func amplifier(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M-26 -74 Q-24 -92 0 -92 Q24 -92 26 -74", .rubber, width: 8)
        s.box(-84, -76, 168, 172, r: 10, .soft(c))
        s.box(-74, -66, 148, 28, r: 3, .soft(look.metal.lighter(0.1)))
        for k in 0..<6 { s.disc(-60 + Double(k) * 20, -52, 6.5, .ball(.ink)) }
        s.disc(64, -52, 4, .ball(Colour(0xE2463B)))
        s.box(-74, -32, 148, 118, r: 4, .soft(look.pick([Colour(0x4A4038), .graphite, Colour(0xA68F6B)])))
        s.disc(0, 26, 52, .ball(.graphite))
        s.disc(0, 26, 38, .ball(.rubber))
        s.disc(0, 26, 15, .ball(.slate))
        s.writing(-48, -22, [38], height: 6, .chrome)
    }
}
