/// A number with a unit, in one unit for each quantity: 50 inches and 127 cm are the same measure.
public struct Measure: Sendable, Hashable {
    /// In units of ``quantity``, rounded to what sellers tell apart.
    public let value: Double
    public let quantity: MeasureQuantity

    init(_ value: Double, _ quantity: MeasureQuantity) {
        self.value = quantity.rounded(value)
        self.quantity = quantity
    }

    /// As the index holds it: `127cm`.
    public var form: String { Self.plain(value) + quantity.suffix }

    /// The measure of a token of kind `measure`; nil for other forms.
    public init?(form: String) {
        let digits = form.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(digits),
            let quantity = MeasureQuantity.bySuffix[String(form.dropFirst(digits.count))]
        else { return nil }
        (self.value, self.quantity) = (value, quantity)
    }

    /// Without an exponent and without a fraction of nothing.
    private static func plain(_ value: Double) -> String {
        let whole = value.rounded()
        return value == whole ? String(Int(whole)) : String(value)
    }
}

/// What is measured, and the unit in which it is kept.
public enum MeasureQuantity: String, Sendable, CaseIterable {
    case length, volume, mass, charge, voltage, power, energy, current, frequency, bytes, duration, years
    case temperature, pressure, rotation, pixels, heat, gauge
    case pieces, seats, people, drawers, doors, bedrooms, tiers, speeds

    var suffix: String {
        switch self {
        case .length: "cm"
        case .volume: "ml"
        case .mass: "g"
        case .charge: "mah"
        case .voltage: "v"
        case .power: "w"
        case .energy: "wh"
        case .current: "a"
        case .frequency: "hz"
        case .bytes: "mb"
        case .duration: "min"
        case .years: "month"
        case .temperature: "deg"
        case .pressure: "psi"
        case .rotation: "rpm"
        case .pixels: "mp"
        case .heat: "btu"
        case .gauge: "gauge"
        case .pieces: "piece"
        case .seats: "seater"
        case .people: "person"
        case .drawers: "drawer"
        case .doors: "door"
        case .bedrooms: "bed"
        case .tiers: "tier"
        case .speeds: "speed"
        }
    }

    static let bySuffix: [String: MeasureQuantity] = Dictionary(
        allCases.map { ($0.suffix, $0) }, uniquingKeysWith: { first, _ in first })

    /// Lengths to the millimetre below 10 cm and to the centimetre above; other quantities to three digits.
    func rounded(_ value: Double) -> Double {
        switch self {
        case .length: return value < 10 ? (value * 10).rounded() / 10 : value.rounded()
        default:
            guard value > 0 else { return value }
            var scale = 1.0
            while value * scale < 100, scale < 1e6 { scale *= 10 }
            while value * scale >= 1_000, scale > 1e-9 { scale /= 10 }
            return scale >= 1
                ? (value * scale).rounded() / scale : (value * scale).rounded() * (1 / scale).rounded()
        }
    }
}
