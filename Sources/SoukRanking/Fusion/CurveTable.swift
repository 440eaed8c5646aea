/// All curves' values in one array, and where each candidate's signals lie on them: what training works on.
struct CurveTable {
    var parameters: [Double]
    private let curves: [(feature: RankingFeature, curve: ResponseCurve, start: Int)]
    private let queries: [[[Spot]]]
    private let gains: [[Double]]

    /// A share of one parameter.
    private struct Spot {
        var parameter: Int32
        var weight: Float
    }

    /// - Parameter knots: how many a signal's curve has at most.
    init(
        _ judged: [JudgedCandidates], features: [(RankingFeature, ResponseCurve.Direction)],
        knots: Int
    ) {
        var curves: [(feature: RankingFeature, curve: ResponseCurve, start: Int)] = []
        var parameters: [Double] = []
        for (feature, direction) in features {
            let seen = judged.flatMap { $0.features.compactMap { $0[feature] } }
            guard let places = Quantiles.knots(seen, count: knots) else { continue }
            let span = (places[places.count - 1] - places[0])
            let start: [Double] = places.map { place in
                switch direction {
                case .free: 0
                case .rising: span > 0 ? (place - places[0]) / span : 0
                case .falling: span > 0 ? (places[places.count - 1] - place) / span : 0
                }
            }
            let curve = ResponseCurve(knots: places, values: start, absent: 0, direction: direction)
            curves.append((feature, curve, parameters.count))
            parameters += start + [0]
        }
        self.curves = curves
        self.parameters = parameters
        gains = judged.map(\.gains)
        queries = judged.map { query in query.features.map { Self.spots($0, curves) } }
    }

    private static func spots(
        _ features: FeatureValues, _ curves: [(feature: RankingFeature, curve: ResponseCurve, start: Int)]
    ) -> [Spot] {
        curves.flatMap { entry -> [Spot] in
            guard let raw = features[entry.feature] else {
                return [Spot(parameter: Int32(entry.start + entry.curve.knots.count), weight: 1)]
            }
            let (knot, share) = entry.curve.spot(raw)
            let left = Spot(parameter: Int32(entry.start + knot), weight: Float(1 - share))
            guard share > 0 else { return [left] }
            return [left, Spot(parameter: Int32(entry.start + knot + 1), weight: Float(share))]
        }
    }

    private func scores(_ query: Int) -> [Double] {
        queries[query].map { spots in
            spots.reduce(0) { $0 + parameters[Int($1.parameter)] * Double($1.weight) }
        }
    }

    func addGradient(of query: Int, loss: FusionLoss, scale: Double, to gradient: inout [Double]) {
        let pushes = loss.gradient(scores: scores(query), gains: gains[query])
        for (spots, push) in zip(queries[query], pushes) where push != 0 {
            for spot in spots { gradient[Int(spot.parameter)] += push * scale * Double(spot.weight) }
        }
    }

    func meanNDCG(of queries: [Int]) -> Double {
        queries.reduce(0) {
            $0 + DiscountedGain.normalised(gains: gains[$1], scores: scores($1))
        } / Double(max(1, queries.count))
    }

    /// The gradient of the pull towards small values and even slopes.
    func penalty(_ strength: Double) -> [Double] {
        var gradient = parameters.map { $0 * strength * 0.1 }
        for entry in curves {
            for knot in (entry.start + 1)..<max(entry.start + 1, entry.start + entry.curve.knots.count - 1) {
                let bend = parameters[knot - 1] - 2 * parameters[knot] + parameters[knot + 1]
                gradient[knot - 1] += strength * bend
                gradient[knot] -= 2 * strength * bend
                gradient[knot + 1] += strength * bend
            }
        }
        return gradient
    }

    /// Makes every curve run in its direction, with the least change in squares.
    mutating func project() {
        for entry in curves where entry.curve.direction != .free {
            let range = entry.start..<(entry.start + entry.curve.knots.count)
            let isRising = entry.curve.direction == .rising
            let values = parameters[range].map { isRising ? $0 : -$0 }
            parameters.replaceSubrange(range, with: Isotonic.fit(values).map { isRising ? $0 : -$0 })
        }
    }

    var model: FusionModel {
        FusionModel(
            parts: curves.map { entry in
                var curve = entry.curve
                let end = entry.start + curve.knots.count
                curve.values = Array(parameters[entry.start..<end])
                curve.absent = parameters[end]
                return FusionModel.Part(entry.feature, curve)
            })
    }
}

/// Where knots stand: at the quantiles of what was seen, each place once.
enum Quantiles {
    static func knots(_ values: [Double], count: Int) -> [Double]? {
        let sorted = values.filter(\.isFinite).sorted()
        guard let first = sorted.first else { return nil }
        var places = [first]
        for step in 1..<max(2, count) {
            let place = sorted[(sorted.count - 1) * step / max(1, count - 1)]
            if place > places[places.count - 1] { places.append(place) }
        }
        return places
    }
}
