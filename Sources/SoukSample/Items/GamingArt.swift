/// Video games and consoles.
enum GamingArt {
    static func console(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        if look.chance(0.5) {
            s.box(-94, 28, 188, 66, r: 8, .soft(c))
            s.box(-94, 56, 188, 8, r: 0, .flat(c.darker(0.45)))
            s.box(-70, 38, 86, 5, r: 2.5, .flat(.ink))
            for x in [-74.0, 58] { s.box(x, 92, 16, 7, r: 2, .flat(.rubber)) }
            s.disc(76, 42, 5, .ball(look.accent))
            for x in [-60.0, -34] { s.box(x, 70, 18, 10, r: 3, .flat(.ink)) }
        } else {
            s.shape("M-38 -92 Q0 -84 26 -92 Q30 0 22 92 L-30 92 Q-46 0 -38 -92 Z", .soft(c))
            s.shape("M26 -92 Q38 -88 40 -82 Q46 0 36 90 L22 92 Q30 0 26 -92 Z", .soft(.ink))
            s.line("M27 -84 Q34 0 26 84", look.accent.lighter(0.3), width: 2.5)
            s.oval(0, 94, 48, 6, .soft(.rubber))
            s.writing(-8, -60, [18], height: 5, c.darker(0.4))
        }
        if look.chance(0.5) {
            s.group("translate(56 70) scale(0.36)") {
                var other = look; gamepad(&$0, &other)
            }
        }
    }

    static func gamepad(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        s.shape(
            "M-60 -46 Q0 -60 60 -46 Q92 -38 98 38 Q98 72 76 70 Q60 66 44 30 Q0 22 -44 30 Q-60 66 -76 70 Q-98 72 -98 38 Q-92 -38 -60 -46 Z",
            .soft(c))
        s.box(-20, -40, 40, 24, r: 6, .soft(c.darker(0.3)))
        for (dx, dy) in [(0.0, 0.0), (-12, 0), (12, 0), (0, -12), (0, 12)] {
            s.box(-58 + dx - 6, -18 + dy - 6, 12, 12, r: 2, .flat(.ink))
        }
        for (k, place) in [(58.0, -32.0), (72, -18), (58, -4), (44, -18)].enumerated() {
            s.disc(
                place.0, place.1, 7,
                .ball([Colour(0x5BAA63), Colour(0xD8584F), Colour(0x4C82C3), Colour(0xE6B93F)][k]))
        }
        for x in [-28.0, 28] { s.disc(x, 8, 15, .ball(.graphite)); s.disc(x, 7, 10, .ball(.rubber)) }
        s.disc(0, -4, 4, .ball(look.accent))
    }

    static func handheld(_ s: inout Sketch, _ look: inout Look) {
        let c = look.main
        if look.chance(0.5) {
            s.box(-54, -92, 108, 186, r: 14, .soft(c))
            s.box(-44, -82, 88, 84, r: 8, .soft(.graphite))
            s.box(-34, -72, 68, 64, r: 2, .down(Colour(0xBFD08A), Colour(0x8AA35A)))
            s.box(-14, -34, 12, 16, r: 2, .flat(Colour(0x4E5F36)))
            for (x, y, w, h) in [(-42.0, 34.0, 32.0, 11.0), (-31.5, 23.5, 11, 32)] {
                s.box(x, y, w, h, r: 2, .soft(.ink))
            }
            for (x, y) in [(20.0, 46.0), (40, 34)] { s.disc(x, y, 9, .ball(look.accent)) }
            for x in [-12.0, 6] { s.turned(-24, x: x, y: 76) { $0.box(x - 8, 72, 16, 6, r: 3, .flat(.ink)) } }
        } else {
            s.box(-98, -44, 196, 88, r: 18, .soft(.ink))
            s.box(-98, -44, 38, 88, r: 17, .soft(c))
            s.box(60, -44, 38, 88, r: 17, .soft(look.accent))
            s.box(-58, -36, 116, 72, r: 3, .down(.sky, Colour(0x6DB36B)))
            s.disc(30, -16, 9, .ball(.glow))
            s.box(-40, 6, 46, 8, r: 2, .soft(.walnut)); s.box(20, -4, 30, 8, r: 2, .soft(.walnut));
            s.disc(-20, -6, 8, .ball(Colour(0xD8583F)))
            s.disc(-79, -16, 10, .ball(.graphite)); s.disc(79, 14, 10, .ball(.graphite))
            for (dx, dy) in [(0.0, -9.0), (9, 0), (0, 9), (-9, 0)] {
                s.disc(-79 + dx, 16 + dy, 4, .flat(.ink)); s.disc(79 + dx, -16 + dy, 4, .flat(.ink))
            }
        }
    }

    static func gameCase(_ s: inout Sketch, _ look: inout Look) {
        s.box(-62, -88, 124, 176, r: 6, .soft(look.main))
        s.box(-56, -62, 112, 144, r: 2, .down(look.accent.lighter(0.4), look.accent.darker(0.4)))
        s.writing(0, -80, [70], height: 9, .paper)
        switch look.dice.below(3) {
        case 0:
            s.disc(0, 10, 34, .ball(look.pick(Paint.bright).colour))
            for x in [-12.0, 12] { s.disc(x, 2, 7, .flat(.white)); s.disc(x + 2, 3, 3, .flat(.ink)) }
            s.line("M-14 24 Q0 36 14 24", .ink, width: 4)
        case 1:
            s.shape(
                "M-50 50 Q-40 20 0 22 Q40 20 50 50 L44 60 L-44 60 Z", .soft(look.pick(Paint.bright).colour))
            s.shape("M-26 24 L-14 2 L18 2 L28 24 Z", .soft(.glass))
            for x in [-28.0, 28] { s.disc(x, 58, 12, .ball(.rubber)) }
        default:
            s.shape("M-8 60 L-8 -30 L0 -50 L8 -30 L8 60 Z", .across(.chrome, .slate))
            s.box(-28, 40, 56, 9, r: 4, .soft(.brass)); s.box(-6, 48, 12, 26, r: 3, .soft(.walnut))
        }
        s.shape("M-62 -20 L30 -88 L56 -88 L-62 20 Z", .flat(.white), alpha: 0.12)
    }
}
