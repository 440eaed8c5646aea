import Foundation
import SoukCatalog

/// One direction of a chart: what it shows, from where to where, marked at round numbers.
public struct Axis: Sendable {
    public var label: String
    public var format: Format
    /// Nil takes what the data needs.
    public var range: ClosedRange<Double>?

    public enum Format: Sendable {
        case number
        /// Whole numbers only, as for epochs.
        case count
        /// 0.5 as 50 %.
        case percent
    }

    public init(_ label: String, format: Format = .number, range: ClosedRange<Double>? = nil) {
        self.label = label
        self.format = format
        self.range = range
    }

    /// The axis fitted to values: the range with its round marks.
    func fitted(to values: [Double], marks wanted: Int) -> Scale {
        let finite = values.filter(\.isFinite)
        var low = range?.lowerBound ?? finite.min() ?? 0
        var high = range?.upperBound ?? finite.max() ?? 1
        if high - low < 1e-12 * max(abs(low), abs(high), 1) {
            let room = format == .count ? 1 : max(abs(high) * 0.1, 1e-6)
            (low, high) = (low - (range == nil ? room : 0), high + room)
        }
        let step = Self.niceStep((high - low) / Double(max(wanted, 1)), whole: format == .count)
        if range == nil, format != .count {
            low = (low / step).rounded(.down) * step
            high = (high / step).rounded(.up) * step
        }
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        let marks = first <= last ? (0...Int(min(last - first, 100))).map { (first + Double($0)) * step } : []
        return Scale(low: low, high: high, marks: marks, step: step, format: format)
    }

    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `rough`.
    static func niceStep(_ rough: Double, whole: Bool = false) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        if whole, rough <= 1 { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        let factors: [Double] = whole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10]
        return (factors.first { $0 * power >= rough * (1 - 1e-9) } ?? 10) * power
    }
}

/// Values to positions, and marks to words.
struct Scale {
    var low: Double
    var high: Double
    var marks: [Double]
    var step: Double
    var format: Axis.Format

    /// 0 at `low`, 1 at `high`.
    func position(_ value: Double) -> Double { (value - low) / (high - low) }

    func words(_ value: Double) -> String {
        switch format {
        case .count: return Figures.grouped(Int(value.rounded()))
        case .percent: return Figures.decimal(value * 100, places: step < 0.0099 ? 1 : 0) + " %"
        case .number:
            if value == 0 || abs(value) < step / 1e6 { return "0" }
            if step < 1e-4 { return Self.scientific(value) }
            let places = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
            let isHalfStep =
                abs(step * pow(10, Double(places)) - (step * pow(10, Double(places))).rounded()) > 1e-6
            return Figures.decimal(value, places: isHalfStep ? places + 1 : places)
        }
    }

    /// `2.5e-5`.
    private static func scientific(_ value: Double) -> String {
        let exponent = Int(log10(abs(value)).rounded(.down))
        let mantissa = Figures.decimal(value / pow(10, Double(exponent)), places: 1)
        return (mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) : mantissa) + "e\(exponent)"
    }
}
