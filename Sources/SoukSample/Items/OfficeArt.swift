/// Office furniture and equipment.
enum OfficeArt {
    static func desk(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, left = look.chance(0.5) ? -1.0 : 1.0, drawers = 2 + look.dice.below(2),
            slim = look.chance(0.4)
        s.box(-90, 4, 180, 50, r: 0, .flat(c.darker(0.4)), alpha: slim ? 0 : 0.9)
        s.shape("M-86 -18 L86 -18 L98 6 L-98 6 Z", .across(c.lighter(0.26), c))
        s.box(-98, 6, 196, 8, r: 1, .flat(c.darker(0.2)))
        let x = left < 0 ? -92.0 : 36.0
        s.box(x, 14, 56, 84, r: 2, .soft(c))
        let h = 80 / Double(drawers)
        for drawer in 0..<drawers {
            s.box(x + 4, 17 + Double(drawer) * h, 48, h - 4, r: 2, .soft(c.lighter(0.08)))
            s.box(x + 20, 15 + (Double(drawer) + 0.45) * h, 16, 4, r: 2, .flat(look.metal))
        }
        s.box(left < 0 ? 80 : -92, 14, 11, 84, r: 2, .pillar(slim ? look.metal : c))
        if look.chance(0.5) {
            s.box(-8 * left, -62, 56, 38, r: 3, .soft(.ink))
            s.box(-8 * left + 3, -59, 50, 31, r: 1, .soft(look.accent.lighter(0.4)))
            s.box(-8 * left + 22, -24, 12, 12, r: 1, .pillar(.slate))
        }
    }

    static func officeChair(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, back = look.between(-96, -74)
        for (x, y) in [(-52.0, 92.0), (-26, 97), (0, 98), (28, 97), (52, 92)] {
            s.line("M0 76 L\(x) \(y - 7)", .graphite, width: 6)
            s.disc(x, y - 3, 6, .ball(.ink))
        }
        s.box(-6, 34, 12, 46, r: 3, .pillar(.steel))
        s.box(-8, 0, 16, 30, r: 3, .pillar(.graphite))
        s.box(-46, back, 92, 96, r: 26, .soft(c))
        if look.chance(0.5) {
            for y in [0.3, 0.5, 0.7] {
                s.line(
                    "M-36 \(back + 96 * y) Q0 \(back + 96 * y + 7) 36 \(back + 96 * y)", c.darker(0.3),
                    width: 2.5, alpha: 0.7)
            }
        }
        s.shape(
            "M-54 18 Q0 6 54 18 Q66 42 50 42 L-50 42 Q-66 42 -54 18 Z", .down(c.lighter(0.2), c.darker(0.18)))
        for side in [-1.0, 1] {
            s.line("M\(side * 54) 34 L\(side * 66) 30 L\(side * 66) -2", .graphite, width: 6)
            s.box(side * 66 - 9, -12, 18, 12, r: 6, .soft(.rubber))
        }
    }

    static func filingCabinet(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, drawers = 2 + look.dice.below(3), top = drawers == 2 ? -30.0 : -94,
            open = look.dice.below(drawers + 2)
        s.box(-56, top, 112, 194 - (top + 94), r: 4, .across(c.lighter(0.1), c.darker(0.2)))
        let h = (94 - top) / Double(drawers)
        for drawer in 0..<drawers {
            let y = top + 4 + Double(drawer) * h, out = drawer == open ? 7.0 : 0
            if out > 0 {
                for k in 0..<5 {
                    s.box(
                        -44 + Double(k) * 17, y - 12, 20, 16, r: 2,
                        .soft(look.pick([Colour(0xE0B864), .cream, look.accent])))
                }
            }
            s.box(-50 - out, y + out, 100 + out * 2, h - 6, r: 3, .soft(c.lighter(0.05 + out * 0.02)))
            s.box(-18, y + h * 0.5 + out, 36, 6, r: 3, .roll(.steel))
            s.box(-13, y + h * 0.22 + out, 26, 10, r: 1, .soft(.paper))
        }
    }

    static func whiteboard(_ s: inout Sketch, _ look: inout Look) {
        let h = look.between(58, 72)
        s.box(-98, -h, 196, h * 2, r: 5, .soft(look.main.mixed(with: .steel, 0.5)))
        s.box(-91, -h + 7, 182, h * 2 - 14, r: 2, .across(Colour(0xFDFDFB), Colour(0xE6E9EB)))
        s.box(-44, h - 4, 88, 9, r: 3, .roll(.steel))
        s.box(-30, h - 10, 26, 7, r: 3, .roll(look.accent))
        s.box(6, h - 12, 30, 10, r: 2, .soft(.graphite))
        let pen = look.accent.darker(0.1)
        if look.chance(0.6) {
            s.line("M-74 \(h - 26) L-74 \(-h + 24) M-74 \(h - 26) L-6 \(h - 26)", .slate, width: 2.5)
            s.line("M-70 \(h - 40) L-48 -2 L-30 10 L-10 \(-h + 30)", pen, width: 3.5)
            for row in 0..<3 {
                s.line(
                    "M18 \(-h + 30 + Double(row) * 20) q10 -7 20 0 t20 0 t\(look.between(6, 24)) 0",
                    Colour(0x3F5C9A), width: 3)
            }
        } else {
            s.ring(-46, 0, 26, width: 3, pen)
            s.line("M-18 0 L26 0 M18 -8 L26 0 L18 8", .slate, width: 3)
            s.line("M34 -24 L80 -24 L80 24 L34 24 Z", Colour(0x3F7A5C), width: 3)
        }
    }

    static func deskLamp(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, lean = look.between(-8, 14)
        s.shape("M-40 -44 L-96 40 L30 40 Z", .down(.glow, .paper), alpha: 0.16)
        s.oval(20, 92, 48, 9, .down(c.lighter(0.1), c.darker(0.35)))
        s.line("M20 88 L\(56 + lean) 10 L-10 -62", look.metal, width: 7)
        s.disc(56 + lean, 10, 8, .ball(.graphite))
        s.disc(-10, -62, 8, .ball(.graphite))
        s.turned(look.between(-8, 8), x: -10, y: -62) {
            $0.shape("M-2 -88 Q14 -76 6 -58 L-8 -18 Q-50 -24 -80 -54 Q-40 -90 -2 -88 Z", .soft(c));
            $0.shape("M-8 -18 Q-50 -24 -80 -54 Q-56 -26 -8 -18 Z", .flat(.glow))
        }
    }
}
