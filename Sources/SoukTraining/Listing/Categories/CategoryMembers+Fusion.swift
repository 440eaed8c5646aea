import SoukInference
import SoukModels

extension CategoryMembers {
    /// Fits the fusion, for each kind of evidence on the listings that have it: on all known ones and, where a member
    /// can only be asked about validation, that member's weight there.
    func fusion(
        _ known: KnownListings, validation: ListingFeatures, labels: [Int], _ folds: ListingFolds
    ) throws -> CategoryFusion {
        let all = Set(ListingChannel.forCategories)
        var weights: [CategoryFusion.Evidence: CategoryFusion.Weights] = [:]
        for evidence in CategoryFusion.Evidence.allCases {
            let shown: Set<ListingChannel> =
                switch evidence {
                case .text: all.subtracting([.photos])
                case .photos: [.photos]
                case .both: all
                }
            func judged(_ features: ListingFeatures) -> [Int] {
                (0..<features.count).filter {
                    CategoryFusion.Evidence(features.channels[$0].intersection(shown)) == evidence
                }
            }
            let places = judged(known.features)
            guard places.count >= Self.fewest else { continue }
            let fitted = try CategoryFusion.Weights.fit(
                quick(of: known.features, showing: shown, unseen: known.folds).map { rows in
                    places.map { rows[$0] }
                }, labels: places.map { Int(known.classes[$0]) })
            weights[evidence] = fitted
            let held = judged(validation)
            guard !experts.isEmpty || validation.photoAnswers != nil, held.count >= Self.fewest else {
                continue
            }
            weights[evidence] = try fitted.joined(
                by: logits(of: validation, showing: shown, unseen: folds).map { rows in
                    held.map { rows[$0] }
                }, labels: held.map { labels[$0] })
        }
        return CategoryFusion(weights: weights)
    }

    /// With fewer listings, nothing is fitted.
    private static let fewest = 30
}
