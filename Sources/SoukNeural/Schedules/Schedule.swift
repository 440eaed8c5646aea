import Foundation

/// The learning rate by step.
public enum Schedule: Sendable, Codable, Equatable {
    case constant(rate: Double)
    /// A linear warm-up to `peak`, then half a cosine down to `floor` (Loshchilov and Hutter 2017).
    case cosine(peak: Double, floor: Double, warmUp: Int, steps: Int)
    /// Up from `peak / 25` and down to `peak / 250,000`, both by cosine; the top is reached after
    /// `rise` of the steps (Smith and Topin 2018, PyTorch's `OneCycleLR`).
    case oneCycle(peak: Double, rise: Double, steps: Int)

    /// The rate for a step, counted from 0; past the end, the last rate.
    public func rate(at step: Int) -> Double {
        switch self {
        case .constant(let rate):
            return rate
        case .cosine(let peak, let floor, let warmUp, let steps):
            if step < warmUp { return peak * Double(step + 1) / Double(warmUp) }
            let share = Double(step - warmUp) / Double(max(1, steps - warmUp))
            return Self.anneal(from: peak, to: floor, share: share)
        case .oneCycle(let peak, let rise, let steps):
            let top = rise * Double(steps) - 1
            let last = Double(steps - 1)
            let now = min(Double(step), last)
            return now <= top
                ? Self.anneal(from: peak / 25, to: peak, share: now / max(top, 1))
                : Self.anneal(from: peak, to: peak / 250_000, share: (now - top) / max(last - top, 1))
        }
    }

    private static func anneal(from start: Double, to end: Double, share: Double) -> Double {
        end + (start - end) / 2 * (1 + cos(.pi * min(max(share, 0), 1)))
    }
}
