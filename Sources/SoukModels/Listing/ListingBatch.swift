public import SoukTensors

/// Listings or queries, ready for the model.
public struct ListingBatch: Sendable {
    let title, description, category: Bags
    /// `[batch, 384]`, of length 1, or zeros.
    let titleMeaning, descriptionMeaning: Tensor
    /// `[batch, photoWidth]`, the mean over a listing's photos, or zeros.
    let photos: Tensor
    let price, condition: Tensor
    /// `[batch, channels]`: 1 where a listing has a channel, else 0.
    public let presence: Tensor
    /// Channels that some listing of the batch has.
    let shown: Set<ListingChannel>

    /// - Parameter channels: what is shown of each.
    public init(
        title: [WordBag], description: [WordBag], category: [WordBag], titleMeaning: Tensor,
        descriptionMeaning: Tensor, photos: Tensor, price: [[Float]], condition: [[Float]],
        showing channels: [Set<ListingChannel>]
    ) throws(TensorError) {
        self.title = try Bags(title)
        self.description = try Bags(description)
        self.category = try Bags(category)
        (self.titleMeaning, self.descriptionMeaning) = (titleMeaning, descriptionMeaning)
        self.photos = photos
        presence = try Self.presence(channels)
        shown = channels.reduce(into: []) { $0.formUnion($1) }
        self.price = try Tensor(price.flatMap { $0 }, shape: [price.count, PriceCode.width])
        self.condition = try Tensor(condition.flatMap { $0 }, shape: [condition.count, ConditionWords.width])
    }

    public var count: Int { presence.shape[0] }

    /// What is there of each listing, as a tensor.
    public static func presence(_ channels: [Set<ListingChannel>]) throws(TensorError) -> Tensor {
        try Tensor(
            channels.flatMap { present in
                ListingChannel.allCases.map { present.contains($0) ? Float(1) : 0 }
            }, shape: [channels.count, ListingChannel.allCases.count])
    }

    /// Bags of words one behind the other, as the table wants them.
    struct Bags: Sendable {
        let rows, offsets, weights: Tensor

        init(_ bags: [WordBag]) throws(TensorError) {
            var (start, offsets): (Int64, [Int64]) = (0, [])
            for bag in bags {
                offsets.append(start)
                start += Int64(bag.rows.count)
            }
            rows = try Tensor(bags.flatMap(\.rows), shape: [Int(start)])
            weights = try Tensor(bags.flatMap(\.weights), shape: [Int(start)])
            self.offsets = try Tensor(offsets, shape: [offsets.count])
        }
    }
}
