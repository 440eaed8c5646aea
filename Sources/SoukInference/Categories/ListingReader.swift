package import Foundation
import SoukCatalog
public import SoukModels
package import SoukTensors
import Synchronization

/// Reads whole listings, title and description as one text, for their category; it may be larger than search could
/// wait for.
///
/// Its weights are loaded, and checked, when the first listing is to be read: a search never needs them.
public final class ListingReader: Sendable {
    /// The largest encoder whose weights are here.
    public static var best: TextEncoder.Pretrained {
        TextEncoder.Pretrained.mpNet.weights == nil ? .miniLM : .mpNet
    }

    private let pretrained: TextEncoder.Pretrained
    /// What a model was trained with; nil takes what is there.
    private let expected: String?
    /// Where vectors are kept; nil keeps none.
    private let cache: URL?
    private let loaded = Mutex<(encoder: TextEncoder, hash: String)?>(nil)

    package init(_ pretrained: TextEncoder.Pretrained, expecting hash: String? = nil, cache: URL?) {
        (self.pretrained, expected, self.cache) = (pretrained, hash, cache)
    }

    /// SHA-256 of the weights.
    package func hash() throws -> String { try current().hash }

    /// `[texts, width]`, of length 1; zeros where there is no text.
    package func vectors(
        of texts: [ListingText], report: (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> Tensor {
        let (encoder, hash) = try current()
        let store = cache.map {
            FeatureCache(folder: $0.appendingPathComponent("features/\(hash.prefix(16))-listing"))
        }
        let keys = texts.map { text in
            text.title.isEmpty && text.description.isEmpty
                ? nil : Checksum.sha256("\(text.title)\u{0}\(text.description)")
        }
        let vectors = try ListingEncoders.cached(
            keys, store, chunk: 64, report: report, isCancelled: isCancelled
        ) { places in
            try encoder.embed(
                tokens: places.map {
                    ListingTokens(texts[$0], encoder.tokenizer).text(of: ListingChannel.text)
                })
        }
        return try ListingEncoders.stacked(vectors, width: encoder.width)
    }

    private func current() throws -> (encoder: TextEncoder, hash: String) {
        try loaded.withLock { loaded in
            if let loaded { return loaded }
            let now = try pretrained.load(expecting: expected)
            loaded = now
            return now
        }
    }
}
