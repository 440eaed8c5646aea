/// Music, films, books and games.
enum MediaArt {
    static func book(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main, w = look.between(56, 68)
        s.box(-w + 6, -84, w * 2, 172, r: 4, .flat(Colour.paper.darker(0.15)))
        for x in [2.0, 4] { s.line("M\(w + x) -80 L\(w + x) 84", Colour.paper.darker(0.3), width: 0.8) }
        s.box(-w, -90, w * 2, 174, r: 4, .soft(c))
        s.box(-w, -90, 14, 174, r: 3, .across(c.darker(0.35), c.darker(0.05)))
        switch look.dice.below(3) {
        case 0: s.disc(6, 16, 34, .soft(look.accent)); s.disc(18, 6, 26, .soft(c))
        case 1: s.shape("M\(-w + 22) 60 L0 -10 L22 30 L32 10 L\(w - 8) 60 Z", .soft(look.accent))
        default:
            s.box(-w + 26, -20, w * 2 - 40, 74, r: 30, .soft(look.accent)); s.disc(6, 14, 14, .ball(.glow))
        }
        s.writing(6, -70, [w * 1.3, w * 0.9], height: 8, .paper)
        s.writing(6, 70, [w * 0.8], height: 5, .paper)
    }

    static func bookStack(_ s: inout Sketch, _ look: inout Look) {
        var y = 98.0
        for k in 0..<(4 + look.dice.below(3)) {
            let h = look.between(18, 30), w = look.between(58, 86), x = look.between(-8, 8)
            let c = k == 0 || k == 3 ? look.main : look.pick(Paint.cloth).colour
            y -= h
            s.box(x - w, y, w * 2, h - 1, r: 3, .roll(c))
            s.box(x - w + 12, y, 5, h - 1, r: 0, .flat(look.accent.lighter(0.3)), alpha: 0.8)
            s.writing(x, y + h * 0.38, [w * 0.8], height: 4, .paper)
        }
    }

    static func vinyl(_ s: inout Sketch, _ look: inout Look) {
        s.disc(26, 0, 72, .ball(.ink))
        for r in stride(from: 26.0, through: 68, by: 6) { s.ring(26, 0, r, width: 0.8, .slate, alpha: 0.6) }
        s.disc(26, 0, 22, .soft(look.accent))
        s.disc(26, 0, 3, .flat(.paper))
        s.shape("M26 0 L60 -62 Q84 -48 92 -24 Z", .flat(.white), alpha: 0.12)
        s.box(-97, -76, 130, 152, r: 2, .soft(look.main))
        switch look.dice.below(3) {
        case 0: for r in [48.0, 34, 20] { s.disc(-32, 10, r, .soft(r == 34 ? look.main : look.accent)) }
        case 1:
            for k in 0..<5 {
                s.box(
                    -86 + Double(k) * 22, look.between(-30, 20), 14, 100 - look.between(40, 60), r: 7,
                    .soft(k % 2 == 0 ? look.accent : .cream))
            }
        default:
            s.shape("M-97 50 Q-66 0 -32 30 Q0 60 33 20 L33 76 L-97 76 Z", .soft(look.accent));
            s.disc(-6, -24, 16, .ball(.glow))
        }
        s.writing(-32, -64, [90], height: 8, .paper)
    }

    static func discs(_ s: inout Sketch, _ look: inout Look) {
        for k in 0..<(3 + look.dice.below(3)) {
            let angle = look.between(-24, 24), x = look.between(-30, 30), y = -40 + Double(k) * 22
            let c = k == 0 ? look.main : look.pick(Paint.cloth).colour, other = look.pick(Paint.bright).colour
            s.turned(angle, x: x, y: y) {
                $0.box(x - 42, y - 52, 84, 112, r: 3, .soft(.graphite))
                $0.box(x - 36, y - 50, 76, 108, r: 1, .soft(c))
                $0.disc(x + 2, y + 10, 24, .soft(other))
                $0.writing(x + 2, y - 40, [56, 36], height: 6, .paper)
            }
        }
    }

    static func boardGame(_ s: inout Sketch, _ look: inout Look) {
        s.box(-90, -90, 180, 180, r: 5, .soft(look.main))
        s.box(-80, -80, 160, 160, r: 2, .soft(.cream))
        let other = look.accent
        if look.chance(0.5) {
            for row in 0..<8 {
                for column in 0..<8 where (row + column) % 2 == 0 {
                    s.box(-76 + Double(column) * 19, -76 + Double(row) * 19, 19, 19, r: 0, .soft(other))
                }
            }
        } else {
            for k in 0..<9 {
                s.box(-78 + Double(k) * 17.4, -78, 16, 22, r: 2, .soft(look.pick(Paint.bright).colour));
                s.box(-78 + Double(k) * 17.4, 56, 16, 22, r: 2, .soft(look.pick(Paint.bright).colour))
            }
            s.turned(-30) {
                $0.box(-44, -20, 88, 40, r: 6, .soft(other)); $0.writing(0, -6, [60, 40], height: 6, .paper)
            }
        }
        for _ in 0..<6 {
            let x = look.between(-64, 64), y = look.between(-44, 60), c = look.pick(Paint.bright).colour
            s.shape("M\(x - 9) \(y + 10) L\(x) \(y - 16) L\(x + 9) \(y + 10) Z", .soft(c))
            s.disc(x, y - 15, 6.5, .ball(c))
        }
        s.turned(look.between(-40, 40), x: 40, y: 40) {
            $0.box(30, 30, 22, 22, r: 5, .soft(.paper))
            for (x, y) in [(36.0, 36.0), (46, 46), (41, 41)] { $0.disc(x, y, 2.2, .flat(.ink)) }
        }
    }
}
