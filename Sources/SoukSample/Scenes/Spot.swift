/// Where a thing is in the picture, and how it is turned.
struct Spot {
    var x, y, scale, turn: Double
    var mirrored = false

    func draw(_ s: inout Sketch, _ kind: ItemKind, _ look: Look) {
        shadow(&s, kind)
        var look = look
        s.group("translate(\(x) \(y)) rotate(\(turn)) scale(\(mirrored ? -scale : scale) \(scale))") {
            kind.draw(&$0, &look)
        }
    }

    private func shadow(_ s: inout Sketch, _ kind: ItemKind) {
        let night = Colour(0x17131F), w = kind.width * scale, h = kind.height * scale
        switch kind.pose {
        case .floor, .worktop:
            s.oval(x + w * 0.06, y + 98 * scale, w * 0.68, w * 0.11, .spot(night), alpha: 0.42)
            s.oval(x, y + 98 * scale, w * 0.48, w * 0.05, .spot(night), alpha: 0.5)
        case .flat:
            s.group("translate(\(x + 9 * scale) \(y + 11 * scale)) rotate(\(turn))") {
                $0.oval(0, 0, w * 0.55, h * 0.55, .spot(night), alpha: 0.36)
            }
        case .wall:
            s.group("translate(\(x + 6 * scale) \(y + 12 * scale)) rotate(\(turn))") {
                for (grow, alpha) in [(1.0, 0.08), (0.96, 0.1), (0.92, 0.12), (0.88, 0.14)] {
                    $0.box(
                        -w * grow / 2, -h * grow / 2, w * grow, h * grow, r: min(w, h) * 0.3, .flat(night),
                        alpha: alpha)
                }
            }
        }
    }
}
