import SoukCatalog

/// The picture's size in pixels.
struct Frame: Sendable {
    let width, height: Double

    static func draw(_ dice: inout SplitMix64) -> Frame {
        let (w, h) = dice.pick([(480, 640), (480, 640), (640, 480), (540, 540), (450, 600), (600, 450)])
        return Frame(width: Double(w), height: Double(h))
    }

    /// The whole picture filled.
    func cover(_ s: inout Sketch, _ fill: Fill, alpha: Double = 1) {
        s.box(0, 0, width, height, r: 0, fill, alpha: alpha)
    }
}
