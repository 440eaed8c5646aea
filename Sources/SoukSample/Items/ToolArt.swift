/// Tools and materials for those who do it themselves.
enum ToolArt {
    static func drill(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.box(-98, -42, 46, 5, r: 2, .roll(.chrome))
        s.shape("M-58 -56 L-34 -64 L-34 -16 L-58 -24 Z", .roll(.graphite))
        s.box(-38, -70, 118, 60, r: 22, .soft(c))
        s.shape("M24 -14 L66 -14 L74 66 L34 66 Z", .soft(c.darker(0.14)))
        s.shape("M18 -12 L26 -12 L32 24 Q14 14 18 -12 Z", .soft(.ink))
        s.box(18, 60, 76, 34, r: 7, .soft(.rubber))
        s.box(26, 68, 60, 8, r: 3, .flat(c))
        s.box(30, -60, 44, 40, r: 14, .soft(.rubber))
        for y in [-50.0, -40, -30] { s.line("M44 \(y) L66 \(y)", .slate, width: 3) }
        s.writing(-6, -46, [44], height: 7, .paper)
    }

    static func hammer(_ s: inout Sketch, _ look: inout Look) {
        s.box(-8, -70, 16, 168, r: 6, .pillar(look.chance(0.5) ? look.metal : look.wood))
        s.box(-10, look.between(6, 40), 20, 58, r: 8, .pillar(look.main))
        s.box(-9, 60, 18, 38, r: 6, .pillar(look.main))
        s.shape(
            "M-56 -92 L-34 -92 L-30 -86 L14 -86 Q44 -88 66 -62 Q40 -74 16 -56 L-30 -56 L-34 -50 L-56 -50 Z",
            .roll(.slate))
        s.box(-62, -94, 12, 46, r: 4, .roll(.steel))
    }

    static func saw(_ s: inout Sketch, _ look: inout Look) {
        s.shape("M-98 -12 L30 -30 L30 30 L-96 8 Z", .down(.chrome, .steel))
        for k in 0..<21 {
            let x = -94 + Double(k) * 5.9, y = 8 + Double(k) * 1.05;
            s.shape("M\(x) \(y) l3 7 l3 -6 Z", .flat(.steel))
        }
        s.shape(
            "M22 -40 Q60 -50 84 -34 Q104 10 78 48 Q56 58 24 40 Q38 0 22 -40 Z M46 -22 Q60 -30 70 -18 Q80 6 66 26 Q54 32 46 22 Q52 0 46 -22 Z",
            .soft(look.main))
        s.shape("M46 -22 Q60 -30 70 -18 Q80 6 66 26 Q54 32 46 22 Q52 0 46 -22 Z", .flat(.ink), alpha: 0.55)
        for y in [-26.0, 26] { s.disc(34, y, 4, .ball(.brass)) }
    }

    static func ladder(_ s: inout Sketch, _ look: inout Look) {
        let c = look.chance(0.5) ? look.main : Colour.steel, rungs = 5 + look.dice.below(3)
        s.line("M24 -92 L78 98 M10 -92 L50 98", c.darker(0.3), width: 7)
        s.line("M-14 -92 L-70 98 M18 -92 L4 98", c, width: 9)
        for rung in 0..<rungs {
            let t = (Double(rung) + 0.7) / Double(rungs), y = -92 + 190 * t
            s.line("M\(-14 - 56 * t) \(y) L\(18 - 14 * t) \(y)", c.lighter(0.25), width: 8)
        }
        s.box(-22, -98, 50, 14, r: 4, .soft(look.main.darker(0.1)))
    }

    static func toolbox(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        if look.chance(0.6) {
            s.turned(14, x: -30, y: -40) {
                $0.box(-34, -88, 9, 70, r: 4, .pillar(.chrome));
                $0.box(-38, -98, 17, 34, r: 6, .soft(look.accent))
            }
            s.turned(-10, x: 40, y: -40) {
                $0.box(36, -80, 12, 60, r: 3, .pillar(look.wood));
                $0.box(24, -92, 38, 18, r: 4, .roll(.slate))
            }
        }
        s.line("M-40 -26 L-40 -54 L40 -54 L40 -26", .rubber, width: 11)
        s.shape("M-90 8 L-76 -28 L76 -28 L90 8 Z", .soft(c.lighter(0.12)))
        s.box(-92, 6, 184, 90, r: 7, .soft(c))
        s.line("M-90 12 L90 12", c.darker(0.4), width: 3)
        for x in [-54.0, 38] { s.box(x, -2, 16, 26, r: 3, .soft(look.metal)) }
        s.writing(0, 48, [60, 36], height: 8, .paper)
    }

    static func paintTin(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.line("M-56 -20 Q-70 -96 0 -98 Q70 -96 56 -20", .steel, width: 3)
        s.shape("M-60 -34 L-60 82 Q0 106 60 82 L60 -34 Z", .pillar(.chrome))
        s.shape("M-60 -8 L-60 62 Q0 86 60 62 L60 -8 Q0 16 -60 -8 Z", .pillar(look.accent.lighter(0.35)))
        s.oval(0, -34, 61, 18, .flat(.steel))
        s.oval(0, -35, 54, 14, .across(c.lighter(0.2), c.darker(0.1)))
        s.shape("M-40 -26 Q-20 -16 -4 -20 L-6 20 Q-12 34 -18 18 L-20 4 Q-28 20 -34 2 Z", .soft(c))
        s.disc(18, 38, 19, .soft(c))
        if look.chance(0.6) {
            s.turned(-38, x: 70, y: 60) {
                $0.box(30, 76, 60, 12, r: 5, .roll(look.wood)); $0.box(12, 68, 22, 28, r: 2, .soft(.steel));
                $0.box(-14, 69, 28, 26, r: 4, .across(c, .cream))
            }
        }
    }
}
