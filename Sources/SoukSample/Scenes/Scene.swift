import SoukCatalog

/// One photo of one thing: where it is, in which light, from where, by which camera.
struct Scene {
    let svg: String
    /// What the camera makes of it.
    let camera: Camera

    init(of kind: ItemKind, look: Look, seed: UInt64) {
        var dice = SplitMix64(seed: seed)
        let frame = Frame.draw(&dice)
        var sketch = Sketch()
        let tilt = dice.chance(0.5) ? dice.between(-3.5, 3.5) : 0
        let middle = "\(frame.width / 2) \(frame.height / 2)"
        let zoom = tilt == 0 ? 1 : 1.09
        sketch.group(
            "rotate(\(tilt) \(middle)) translate(\(middle)) scale(\(zoom)) translate(\(-frame.width / 2) \(-frame.height / 2))"
        ) {
            let ground = Scene.backdrop(&$0, frame, kind.pose, &dice)
            if dice.chance(0.22) { Scene.clutter(&$0, frame, kind, ground, &dice) }
            Scene.place(&$0, frame, kind, look, ground, &dice)
        }
        Light.draw(&sketch, frame, &dice)
        svg = sketch.document(width: Int(frame.width), height: Int(frame.height))
        camera = Camera(&dice)
    }

    /// Draws what is behind and gives the height where upright things meet the ground's far edge.
    private static func backdrop(
        _ s: inout Sketch, _ frame: Frame, _ pose: ItemKind.Pose, _ dice: inout SplitMix64
    ) -> Double {
        let top = frame.height * dice.between(0.58, 0.76)
        switch pose {
        case .floor where dice.chance(0.25): Ground.garden(&s, frame, top: top, &dice)
        case .floor:
            Wall.draw(&s, frame, bottom: top, &dice)
            Ground.skirting(&s, frame, bottom: top, &dice)
            Ground.floor(&s, frame, top: top, &dice)
        case .worktop:
            Wall.draw(&s, frame, bottom: top, &dice)
            Ground.worktop(&s, frame, top: top, &dice)
        case .wall where dice.chance(0.7): Wall.draw(&s, frame, bottom: frame.height, &dice)
        case .wall, .flat: Surface.draw(&s, frame, &dice)
        }
        return top
    }

    private static func place(
        _ s: inout Sketch, _ frame: Frame, _ kind: ItemKind, _ look: Look, _ ground: Double,
        _ dice: inout SplitMix64
    ) {
        let fill = dice.chance(0.08) ? dice.between(0.95, 1.2) : dice.between(0.62, 0.92)
        let scale = min(frame.width / kind.width, frame.height / kind.height) * fill
        let x = frame.width * (0.5 + dice.between(-0.06, 0.06))
        var spot = Spot(x: x, y: frame.height * (0.5 + dice.between(-0.05, 0.05)), scale: scale, turn: 0)
        if kind.pose == .floor || kind.pose == .worktop {
            let foot = min(ground + (frame.height - ground) * dice.between(0.2, 0.75), frame.height * 0.97)
            spot.y = max(foot - 100 * scale, min((kind.height / 2 - 100) * scale + 10, 0))
            if fill > 0.94 { spot.y = frame.height * 0.5 }
        } else {
            spot.turn = kind.pose == .flat ? dice.between(-24, 24) : dice.between(-3, 3)
        }
        spot.mirrored = dice.chance(0.5)
        spot.draw(&s, kind, look)
    }

    /// Other things that happen to be in the picture: smaller, at its sides.
    private static func clutter(
        _ s: inout Sketch, _ frame: Frame, _ kind: ItemKind, _ ground: Double, _ dice: inout SplitMix64
    ) {
        let neighbours = ItemKind.all.filter { $0.pose == kind.pose }
        for side in [0.08, 0.93].prefix(1 + dice.below(2)) {
            let other = dice.pick(neighbours)
            let look = Look(seed: dice.next(), paints: other.paints)
            let scale = frame.width / 200 * dice.between(0.3, 0.5)
            let standing = other.pose == .floor || other.pose == .worktop
            let y = standing ? ground + 12 - 100 * scale : frame.height * dice.between(0.05, 0.95)
            let x = frame.width * (dice.chance(0.5) ? side : 1 - side)
            Spot(x: x, y: y, scale: scale, turn: standing ? 0 : dice.between(-60, 60)).draw(&s, other, look)
        }
    }
}
