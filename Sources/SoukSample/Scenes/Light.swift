import SoukCatalog

/// Light over the finished scene: its direction, its warmth, its lack.
enum Light {
    static func draw(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        if dice.chance(0.18) { sunbeam(&s, frame, &dice) }
        let dark = Colour(0x1A1626)
        let x = frame.width * dice.between(-0.1, 1.1), reach = frame.width * dice.between(0.7, 1.2)
        if dice.chance(0.6) {
            s.disc(
                x, frame.height * dice.between(-0.1, 0.4), reach, .spot(.glow),
                alpha: dice.between(0.06, 0.22))
        }
        s.disc(
            frame.width - x, frame.height * dice.between(0.6, 1.1), reach, .spot(dark),
            alpha: dice.between(0.04, 0.24))
        let tint = dice.pick([
            Colour(0xFFB45E), Colour(0xFFD9A0), Colour(0x6FA8DC), Colour(0xA8C8E8), Colour(0xC9E0B0),
        ])
        frame.cover(&s, .flat(tint), alpha: dice.between(0, 0.11))
        if dice.chance(0.16) { frame.cover(&s, .flat(dark), alpha: dice.between(0.08, 0.34)) }
        if dice.chance(0.06) {
            let flash = frame.width * dice.between(0.16, 0.26)
            s.disc(
                dice.between(0.2, 0.8) * frame.width, dice.between(0.2, 0.8) * frame.height, flash,
                .spot(.white), alpha: 0.5)
        }
    }

    private static func sunbeam(_ s: inout Sketch, _ frame: Frame, _ dice: inout SplitMix64) {
        let x = dice.between(0, frame.width * 0.6), w = dice.between(60, 110), lean = dice.between(120, 260)
        for pane in 0..<2 {
            let left = x + Double(pane) * (w + 22)
            s.shape(
                "M\(left) 0 L\(left + w) 0 L\(left + w - lean) \(frame.height) L\(left - lean) \(frame.height) Z",
                .flat(.glow), alpha: 0.2)
        }
    }
}
