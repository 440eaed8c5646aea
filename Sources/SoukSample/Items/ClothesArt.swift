/// Clothes, footwear and accessories.
enum ClothesArt {
    static func jacket(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, hem = look.between(74, 94), hood = look.chance(0.4)
        for side in [-1.0, 1] {
            s.shape(
                "M\(side * 34) -74 Q\(side * 62) -70 \(side * 70) -40 L\(side * 92) 54 L\(side * 66) 64 L\(side * 44) -10 Z",
                .soft(c.darker(0.1)))
            s.shape(
                "M\(side * 92) 54 L\(side * 66) 64 L\(side * 63) 54 L\(side * 89) 44 Z", .soft(c.darker(0.35))
            )
        }
        if hood {
            s.shape("M-34 -70 Q-36 -100 0 -100 Q36 -100 34 -70 Q0 -54 -34 -70 Z", .soft(c.darker(0.2)))
        }
        s.shape(
            "M-40 -76 Q0 -60 40 -76 Q56 -66 54 -30 L56 \(hem) Q0 \(hem + 8) -56 \(hem) L-54 -30 Q-56 -66 -40 -76 Z",
            .soft(c))
        s.shape("M-18 -72 L0 -40 L18 -72 Q0 -64 -18 -72 Z", .soft(look.accent.darker(0.1)))
        for side in [-1.0, 1] {
            s.shape("M\(side * 20) -78 L\(side * 36) -68 L\(side * 18) -34 L0 -44 Z", .soft(c.lighter(0.16)))
            s.line("M\(side * 20) 36 L\(side * 40) 28", c.darker(0.45), width: 3)
        }
        s.line("M0 -40 L0 \(hem + 3)", look.chance(0.5) ? .chrome : c.darker(0.45), width: 2.5)
        if look.chance(0.5) {
            for y in stride(from: -22.0, to: hem - 6, by: 22) { s.disc(6, y, 3.2, .ball(.brass)) }
        }
    }

    static func trainers(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, stripe = look.accent, sole = look.pick([Colour.white, .cream, .graphite]),
            stripes = look.dice.below(4)
        for (dx, dy, size) in [(24.0, -34.0, 0.82), (-6, 22, 1.0)] {
            s.group("translate(\(dx) \(dy)) scale(\(size))") {
                $0.shape(
                    "M-84 14 Q-86 -36 -66 -40 Q-50 -44 -40 -28 Q-20 -14 20 -8 Q76 -2 84 22 L84 34 L-84 34 Z",
                    .soft(c))
                $0.shape("M36 -6 Q76 0 84 22 L84 32 L44 32 Q50 10 36 -6 Z", .soft(c.lighter(0.3)))
                $0.shape("M-84 10 Q-86 -34 -68 -40 Q-60 -20 -62 30 L-84 30 Z", .soft(stripe))
                for line in 0..<stripes {
                    let x = -34 + Double(line) * 15
                    $0.line("M\(x) -12 L\(x - 10) 26", stripe, width: 6)
                }
                for lace in 0..<4 {
                    let x = -28 + Double(lace) * 14
                    $0.line("M\(x) \(-24 + Double(lace) * 4) l12 8", .white, width: 3.4)
                }
                $0.shape(
                    "M-88 28 Q0 36 88 26 Q92 46 80 48 L-80 48 Q-92 46 -88 28 Z", .down(sole, sole.darker(0.2))
                )
                $0.line("M-84 40 L84 39", sole.darker(0.25), width: 2)
            }
        }
    }

    static func dress(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, flare = look.between(54, 84), dots = look.chance(0.5)
        s.line("M-22 -92 Q-16 -80 -20 -66 M22 -92 Q16 -80 20 -66", c.darker(0.1), width: 7)
        s.shape("M-32 -74 Q-10 -54 0 -62 Q10 -54 32 -74 Q36 -30 28 -8 L-28 -8 Q-36 -30 -32 -74 Z", .soft(c))
        s.shape("M-28 -8 L28 -8 Q46 44 \(flare) 92 Q0 104 \(-flare) 92 Q-46 44 -28 -8 Z", .soft(c))
        for fold in [-0.5, 0, 0.5] {
            s.line(
                "M\(fold * 36) 4 Q\(fold * flare * 0.8) 50 \(fold * flare) 92", c.darker(0.22), width: 2.5,
                alpha: 0.6)
        }
        if dots {
            for row in 0..<6 {
                for column in -2...2 {
                    let y = -44 + Double(row) * 25, spread = 8 + max(0, y + 40) * 0.16
                    s.disc(
                        Double(column) * spread + (row % 2 == 0 ? 0 : 4), y, 3,
                        .flat(look.accent.lighter(0.5)))
                }
            }
        }
        s.box(-29, -14, 58, 9, r: 4, .soft(look.accent))
    }

    static func handbag(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, w = look.between(58, 74)
        s.line(
            "M\(-w * 0.55) -6 Q\(-w * 0.5) -84 0 -84 Q\(w * 0.5) -84 \(w * 0.55) -6", c.darker(0.3), width: 8)
        s.shape(
            "M\(-w) -14 Q0 -24 \(w) -14 L\(w + 16) 78 Q\(w + 14) 94 \(w) 94 L\(-w) 94 Q\(-w - 14) 94 \(-w - 16) 78 Z",
            .soft(c))
        if look.chance(0.6) {
            s.shape("M\(-w) -15 Q0 -25 \(w) -15 L\(w + 4) 26 Q0 56 \(-w - 4) 26 Z", .soft(c.lighter(0.1)))
            s.box(-9, 28, 18, 20, r: 4, .soft(.brass))
        } else {
            s.line("M\(-w + 6) 2 L\(w - 6) 2", .brass, width: 3)
            s.box(-w * 0.6, 34, w * 1.2, 44, r: 6, .soft(c.darker(0.13)))
        }
        for x in [-w * 0.55, w * 0.55] { s.ring(x, -6, 6, width: 3.5, .brass) }
    }

    static func hat(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.group("translate(0 28)") { s in
            if look.chance(0.5) {
                s.oval(0, 46, 95, 26, .down(c.lighter(0.1), c.darker(0.25)))
                s.shape("M-52 42 Q-56 -40 -26 -46 Q0 -34 26 -46 Q56 -40 52 42 Q0 60 -52 42 Z", .soft(c))
                s.shape("M-53 22 Q0 42 53 22 L52 42 Q0 60 -52 42 Z", .soft(look.accent.darker(0.2)))
            } else {
                s.disc(0, -66, 17, .ball(look.accent.lighter(0.4)))
                s.shape("M-62 46 Q-66 -58 0 -58 Q66 -58 62 46 Z", .soft(c))
                for x in stride(from: -44.0, through: 44, by: 22) {
                    s.line("M\(x) 40 Q\(x * 0.9) -20 \(x * 0.3) -54", c.darker(0.25), width: 2, alpha: 0.6)
                }
                s.box(-68, 32, 136, 34, r: 12, .soft(c.lighter(0.16)))
                for x in stride(from: -56.0, through: 56, by: 14) {
                    s.line("M\(x) 38 l0 22", c.darker(0.2), width: 2, alpha: 0.6)
                }
            }
        }
    }

    static func watch(_ s: inout Sketch, _ look: inout Look) {
        let strap = look.main, dial = look.pick([Colour.paper, .ink, look.accent])
        s.shape("M-22 -98 L22 -98 L27 -40 L-27 -40 Z", .pillar(strap))
        s.shape("M-27 40 L27 40 L22 98 L-22 98 Z", .pillar(strap))
        for y in [62.0, 72, 82] { s.oval(0, y, 3, 2, .flat(strap.darker(0.5))) }
        s.box(44, -6, 12, 12, r: 3, .roll(look.metal))
        s.disc(0, 0, 50, .ball(look.metal))
        s.disc(0, 0, 40, .soft(dial))
        let hand = dial == .paper ? Colour.ink : .paper
        for hour in 0..<12 { s.turned(Double(hour) * 30) { $0.line("M0 -35 L0 -30", hand, width: 3) } }
        s.turned(look.between(0, 360)) { $0.line("M0 4 L0 -18", hand, width: 4.5) }
        s.turned(look.between(0, 360)) { $0.line("M0 6 L0 -28", hand, width: 2.5) }
        s.disc(0, 0, 3.5, .flat(look.accent))
    }
}
