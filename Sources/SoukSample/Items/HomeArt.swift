/// Furniture and things of the house.
enum HomeArt {
    static func sofa(_ s: inout Sketch, _ look: inout Look) {
        let seats = look.pick([2, 2, 3]), back = look.between(-28, -8), arm = look.between(18, 28)
        let c = look.main
        for x in [-76.0, 68] { s.box(x, 84, 9, 16, r: 2, .pillar(look.wood)) }
        s.box(-82, back, 164, 90, r: 18, .soft(c.darker(0.1)))
        let width = (164 - 2 * arm + 8) / Double(seats)
        for seat in 0..<seats {
            let x = -82 + arm - 4 + Double(seat) * width
            s.box(x + 1, back + 8, width - 2, 52, r: 12, .soft(c.lighter(0.06)))
            s.box(x + 1, 36, width - 2, 27, r: 9, .down(c.lighter(0.22), c.darker(0.08)))
        }
        s.box(-86, 58, 172, 30, r: 7, .down(c, c.darker(0.25)))
        for x in [-94.0, 94 - arm] { s.box(x, 16, arm, 72, r: arm / 2.2, .soft(c)) }
        if look.chance(0.7) {
            let x = look.between(-52, 20)
            s.turned(look.between(-16, 16), x: x + 15, y: 24) {
                $0.box(x, 8, 34, 32, r: 8, .soft(look.accent))
            }
        }
    }

    static func lamp(_ s: inout Sketch, _ look: inout Look) {
        let top = look.between(20, 36), bottom = look.between(46, 62), height = look.between(54, 70)
        let shade =
            "M\(-top) -96 L\(top) -96 Q\(bottom) \(-96 + height * 0.8) \(bottom) \(-96 + height) Q0 \(-84 + height) \(-bottom) \(-96 + height) Q\(-bottom) \(-96 + height * 0.8) \(-top) -96 Z"
        s.oval(0, 92, 34, 8, .down(look.metal.lighter(0.2), look.metal.darker(0.4)))
        if look.chance(0.5) {
            s.box(-4, -40, 8, 132, r: 3, .pillar(look.metal))
            s.disc(0, 40, 9, .ball(look.metal))
        } else {
            s.shape(
                "M-8 -40 Q-6 0 -24 30 Q-42 70 -14 92 L14 92 Q42 70 24 30 Q6 0 8 -40 Z", .pillar(look.accent))
        }
        s.disc(0, -30 + height * 0.2, 70, .spot(.glow), alpha: 0.45)
        s.shape(shade, .pillar(look.main))
        s.shape(shade, .down(Colour.glow.mixed(with: look.main, 0.3), look.main), alpha: 0.35)
    }

    static func mirror(_ s: inout Sketch, _ look: inout Look) {
        let round = look.chance(0.45), w = look.between(52, 84), h = round ? w : look.between(80, 94)
        let frame = look.between(7, 13)
        if round {
            s.oval(0, 0, w, h, .soft(look.main))
            s.oval(0, 0, w - frame, h - frame, .down(Colour(0xE4EFF2), Colour(0xA9C2CC)))
        } else {
            s.box(-w * 0.8, -h, w * 1.6, h * 2, r: look.pick([3, 22]), .soft(look.main))
            s.box(
                -w * 0.8 + frame, -h + frame, w * 1.6 - 2 * frame, h * 2 - 2 * frame, r: 4,
                .down(Colour(0xE4EFF2), Colour(0xA9C2CC)))
        }
        s.line("M\(-w * 0.42) \(h * 0.28) L\(w * 0.2) \(-h * 0.52)", .white, width: 9, alpha: 0.5)
        s.line("M\(-w * 0.2) \(h * 0.42) L\(w * 0.36) \(-h * 0.32)", .white, width: 4, alpha: 0.5)
    }

    static func plant(_ s: inout Sketch, _ look: inout Look) {
        let green = look.pick([Colour(0x4F8F57), Colour(0x6FA362), Colour(0x3F7A5C)])
        let leaves = 7 + look.dice.below(5), long = look.chance(0.5)
        for leaf in 0..<leaves {
            let angle = -72 + 144 * Double(leaf) / Double(leaves - 1) + look.between(-8, 8)
            let length = look.between(88, 128), wide = long ? 9.0 : 19
            s.turned(angle, x: 0, y: 40) {
                $0.shape(
                    "M0 40 C\(wide) 10 \(wide * 1.3) \(60 - length) 0 \(40 - length) C\(-wide * 1.3) \(60 - length) \(-wide) 10 0 40",
                    .across(green.lighter(0.2), green.darker(0.2)))
                $0.line("M0 36 L0 \(52 - length)", green.lighter(0.4), width: 1.4, alpha: 0.6)
            }
        }
        s.shape("M-36 36 L36 36 L27 96 Q0 103 -27 96 Z", .pillar(look.main))
        s.box(-40, 30, 80, 14, r: 4, .pillar(look.main.lighter(0.1)))
    }

    static func wardrobe(_ s: inout Sketch, _ look: inout Look) {
        let doors = look.pick([2, 3]), half = look.between(50, 64), drawer = look.chance(0.5)
        let c = look.main, bottom = drawer ? 58.0 : 88
        for x in [-half + 4, half - 14] { s.box(x, 86, 10, 14, r: 1, .pillar(c.darker(0.3))) }
        s.box(-half, -96, half * 2, 188, r: 4, .across(c.darker(0.05), c.darker(0.2)))
        s.box(-half - 4, -98, half * 2 + 8, 9, r: 2, .down(c.lighter(0.3), c.darker(0.1)))
        let width = (half * 2 - 8) / Double(doors)
        for door in 0..<doors {
            let x = -half + 4 + Double(door) * width
            s.box(x + 1, -85, width - 2, bottom + 82, r: 2, .soft(c))
            s.box(
                x + 7, -76, width - 14, bottom + 64, r: 2,
                door == 1 && doors == 3
                    ? .down(.glass.lighter(0.4), .glass.darker(0.2)) : .soft(c.darker(0.08)))
            s.box(door == 0 ? x + width - 6 : x + 3, -8, 3, 20, r: 1.5, .flat(look.metal))
        }
        if drawer {
            s.box(-half + 5, 62, half * 2 - 10, 25, r: 2, .soft(c))
            for x in [-half / 2, half / 2] { s.disc(x, 75, 3, .ball(look.metal)) }
        }
    }

    static func chair(_ s: inout Sketch, _ look: inout Look) {
        let c = look.chance(0.5) ? look.main : look.wood, slats = look.pick([0, 3, 4])
        for x in [-38.0, 32] { s.box(x, -90, 7, 130, r: 3, .pillar(c)) }
        if slats == 0 {
            s.box(-40, -92, 80, 74, r: 18, .soft(look.main))
        } else {
            for slat in 0..<slats { s.box(-38, -86 + Double(slat) * 22, 76, 11, r: 4, .roll(c)) }
        }
        for (x, lean) in [(-34.0, -3.0), (28, 3)] {
            s.shape("M\(x) 36 l8 0 l\(lean) 50 l-6 0 Z", .pillar(c.darker(0.25)))
        }
        for (x, lean) in [(-46.0, -4.0), (38, 4)] { s.shape("M\(x) 36 l9 0 l\(lean) 64 l-7 0 Z", .pillar(c)) }
        s.shape(
            "M-42 20 L42 20 L54 38 Q54 45 48 45 L-48 45 Q-54 45 -54 38 Z",
            .down(look.main.lighter(0.2), look.main.darker(0.15)))
    }

    static func table(_ s: inout Sketch, _ look: inout Look) {
        let round = look.chance(0.35), half = look.between(76, 96), top = look.between(-6, 20), c = look.main
        if round {
            s.box(-7, top, 14, 84 - top, r: 3, .pillar(c.darker(0.15)))
            s.shape("M-44 98 Q0 62 44 98 Q0 88 -44 98 Z", .soft(c.darker(0.2)))
            s.oval(0, top + 5, half, 21, .flat(c.darker(0.35)))
            s.oval(0, top, half, 20, .across(c.lighter(0.22), c.darker(0.06)))
        } else {
            for x in [-half + 20, half - 28] { s.box(x, top, 7, 76 - top, r: 1, .pillar(c.darker(0.35))) }
            s.shape(
                "M\(-half + 18) \(top - 18) L\(half - 18) \(top - 18) L\(half) \(top + 8) L\(-half) \(top + 8) Z",
                .across(c.lighter(0.25), c))
            s.box(-half, top + 8, half * 2, 8, r: 1, .flat(c.darker(0.22)))
            for x in [-half + 4, half - 14] { s.box(x, top + 15, 10, 85 - top, r: 2, .pillar(c)) }
        }
        if look.chance(0.4) {
            s.oval(6, top - 4, 15, 5, .flat(look.accent.lighter(0.4)))
            s.disc(4, top - 9, 6, .ball(Colour(0xD8583F)))
            s.disc(11, top - 9, 6, .ball(Colour(0x88A94A)))
        }
    }
}
