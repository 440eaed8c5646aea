import SoukRanking

extension FusionModel {
    /// What Souk ships for ranking titles: learned from the human judgements of a home-improvement shop, on the
    /// training queries of `QuerySplit()` alone; see docs/decisions/009-learned-fusion.md.
    public static let titles = FusionModel(parts: [
        part(
            .textVector, .rising, absent: 0,
            [(-0.1249, -0.6257), (0.3787, -0.257), (0.4981, 0.0479), (0.6027, 0.3163), (1, 0.6042)]),
        part(
            .titleWords, .rising, absent: 0,
            [(0, -0.127), (0.1652, -0.0117), (0.267, -0.0117), (0.4077, 0.0059), (0.7462, 0.0547)]),
        part(.terms, .rising, absent: 0, [(0, -0.1643), (0.5, -0.0321), (0.6667, 0.0862), (1, 0.1843)]),
        part(
            .rareTerms, .rising, absent: 0, [(0, -0.1363), (0.4158, -0.0142), (0.6297, 0.0513), (1, 0.1552)]),
        part(
            .missingTerm, .falling, absent: 0,
            [(0, 0.3689), (1.0074, 0.1351), (1.331, -0.1201), (3.0543, -0.4636)]),
        part(.head, .rising, absent: 0, [(0, -0.1849), (1, 0.2645)]),
        part(
            .opening, .free, absent: 0,
            [(0, -0.0475), (0.2857, 0.0364), (0.5714, -0.0141), (0.875, 0.0309), (1, -0.0125)]),
        part(.closeness, .free, absent: 0, [(0, 0.0408), (0.375, 0.004), (0.75, -0.0409), (1, -0.004)]),
        part(.brand, .free, absent: 0, [(0, 0.0366), (1, -0.0366)]),
        part(.letters, .rising, absent: 0, [(0, -0.3076), (0.5, -0.0556), (0.7143, 0.1439), (1, 0.2621)]),
        part(
            .focus, .free, absent: 0,
            [(0, -0.195), (0.1097, 0.0268), (0.1747, 0.0565), (0.2516, 0.0354), (1, -0.0801)]),
        part(.measures, .rising, absent: 0, [(-1, -0.4539), (0, 0.0158), (1, 0.4347)]),
    ])

    private static func part(
        _ feature: FusionFeature, _ direction: ResponseCurve.Direction, absent: Double,
        _ points: [(Double, Double)]
    ) -> Part {
        Part(
            feature,
            ResponseCurve(
                knots: points.map(\.0), values: points.map(\.1), absent: absent, direction: direction))
    }
}
