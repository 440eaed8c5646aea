import SoukCatalog
import SoukInference
import SoukModels

/// What training shows of the listings of one batch: some channels, photos and texts are forgotten, so that
/// the network is not lost without them (modality dropout, Neverova et al. 2016).
struct CategoryView {
    private(set) var channels: [Set<ListingChannel>] = []
    private(set) var photos: [[Int64]] = []
    private(set) var texts: [[Int32]] = []
    /// Whether the sentence may be looked at.
    private(set) var hasSentence: [Bool] = []

    init(
        _ indices: [Int], of features: ListingFeatures, tokens: [ListingTokens],
        _ configuration: CategoryTrainingConfiguration, _ random: inout SplitMix64
    ) {
        func forgets(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }
        for index in indices {
            channels.append(
                Set(ListingChannel.forCategories.filter { _ in !forgets(configuration.channelDropout) }))
            let all = features.photos[index]
            let kept = all.filter { _ in !forgets(configuration.photoDropout) }
            photos.append(kept.isEmpty ? all : kept)
            var shown = ListingChannel.title.union(ListingChannel.description)
            if forgets(configuration.textDropout) {
                shown.subtract(forgets(0.5) ? ListingChannel.title : ListingChannel.description)
            }
            let text = tokens[index].text(of: shown)
            texts.append(text.isEmpty ? tokens[index].text(of: ListingChannel.text) : text)
            hasSentence.append(!texts[texts.count - 1].isEmpty && !forgets(configuration.channelDropout))
        }
    }
}
