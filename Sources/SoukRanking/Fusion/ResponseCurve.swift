/// How one signal moves the score: a piecewise linear function, constant beyond its first and last knot.
public struct ResponseCurve: Sendable, Equatable, Codable {
    /// Strictly increasing places of the knots, at least one.
    public private(set) var knots: [Double]
    /// The contribution at each knot.
    public package(set) var values: [Double]
    /// The contribution where the signal is absent.
    public package(set) var absent: Double
    /// Which way the curve may run.
    public let direction: Direction

    public enum Direction: String, Sendable, Codable {
        case rising, falling, free
    }

    /// A curve through the points.
    ///
    /// - Throws: `request` when there is no point, the places do not increase, or a number is not finite.
    public init(
        _ points: [(place: Double, value: Double)], absent: Double = 0, direction: Direction = .rising
    ) throws(RankingError) {
        let places = points.map(\.place)
        guard !places.isEmpty, zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }),
            (places + points.map(\.value) + [absent]).allSatisfy(\.isFinite)
        else {
            throw .request(
                reason: "a response curve needs finite points with increasing places, found \(points)",
                remedy: "Sort the points and drop those that repeat.")
        }
        self.init(knots: places, values: points.map(\.value), absent: absent, direction: direction)
    }

    package init(knots: [Double], values: [Double], absent: Double, direction: Direction) {
        self.knots = knots
        self.values = values
        self.absent = absent
        self.direction = direction
    }

    /// The contribution of a raw value.
    public func contribution(_ raw: Double?) -> Double {
        guard let raw else { return absent }
        let spot = spot(raw)
        guard spot.share > 0 else { return values[spot.knot] }
        return values[spot.knot] * (1 - spot.share) + values[spot.knot + 1] * spot.share
    }

    /// Between which knots a value lies: at `knot`, and this share of the way to the next one.
    func spot(_ raw: Double) -> (knot: Int, share: Double) {
        guard raw > knots[0] else { return (0, 0) }
        guard raw < knots[knots.count - 1] else { return (knots.count - 1, 0) }
        var (low, high) = (0, knots.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if knots[middle] <= raw { low = middle } else { high = middle }
        }
        return (low, (raw - knots[low]) / (knots[high] - knots[low]))
    }
}

extension ResponseCurve {
    private enum CodingKeys: String, CodingKey { case knots, values, absent, direction }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let knots = try container.decode([Double].self, forKey: .knots)
        let values = try container.decode([Double].self, forKey: .values)
        guard knots.count == values.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: container,
                debugDescription: "\(values.count) values for \(knots.count) knots")
        }
        try self.init(
            zip(knots, values).map { ($0, $1) },
            absent: container.decode(Double.self, forKey: .absent),
            direction: container.decode(Direction.self, forKey: .direction))
    }
}
