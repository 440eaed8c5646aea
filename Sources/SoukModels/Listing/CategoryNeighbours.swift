import SoukNeural
public import SoukTensors

/// The categories of listings by those of the listings most like them, which it remembers: each of these has a say
/// that falls off exponentially with its distance (kernel regression: Nadaraya 1964, Watson 1964). Those that
/// may be the same seller's are nearer, because sellers offer several things of a kind.
///
/// It learns nothing but what it has seen, and so knows the odd thing that was offered once before.
public struct CategoryNeighbours: Sendable {
    /// Chosen by cross-validation, see decision 007.
    private enum Scale {
        /// Of photos, beside 1 of texts.
        static let photos = 0.4
        /// By how much a listing from the same place is more alike, and how much more one in the same words.
        static let place: Float = 0.1, words: Float = 0.3
        /// A listing whose likeness is less by this has e times less of a say.
        static let reach = 0.025
        /// What is known of categories without any neighbour counts as much as this share of the nearest.
        static let prior = 0.03
    }

    /// What listings look like.
    public struct View: Sendable {
        /// `[listings, width]`, of length 1; zeros for one without.
        public let texts, photos: Tensor
        public let sellers: [SellerTrace]
        /// `[listings, 1]`: 1 where there is one, else 0.
        public let hasText, hasPhotos: Tensor

        public init(texts: Tensor, photos: Tensor, sellers: [SellerTrace]) throws(TensorError) {
            func presence(_ rows: Tensor) throws(TensorError) -> Tensor {
                try rows.absolute().sum(axes: [1], keepAxes: true).clamped(to: 0...1e-6) * 1e6
            }
            self.texts = try texts.l2Normalised()
            self.photos = try photos.l2Normalised()
            (hasText, hasPhotos) = (try presence(texts), try presence(photos))
            self.sellers = sellers
        }
    }

    /// The listings remembered.
    public let view: View
    /// 1 at the class of each listing, `[listings, classes]`.
    private let classes: Tensor
    /// The listings remembered by place.
    private let neighbourhoods: [Int64: [Int]]

    /// - Parameter labels: the class of each listing, from 0.
    public init(_ view: View, labels: [Int64], classCount: Int) throws(TensorError) {
        var truth = [Float](repeating: 0, count: labels.count * classCount)
        for (row, label) in labels.enumerated() { truth[row * classCount + Int(label)] = 1 }
        (self.view, classes) = (view, try Tensor(truth, shape: [labels.count, classCount]))
        var neighbourhoods: [Int64: [Int]] = [:]
        for (row, seller) in view.sellers.enumerated() {
            if let place = seller.place { neighbourhoods[place, default: []].append(row) }
        }
        self.neighbourhoods = neighbourhoods
    }

    /// Logits `[batch, classes]`; those of the shares of the classes where a listing shows neither text nor photos.
    ///
    /// - Parameter hidden: `[batch, listings]`, 1 where a listing remembered may not be asked, else 0.
    public func logits(_ asked: View, hiding hidden: Tensor? = nil) throws(TensorError) -> Tensor {
        let likeness =
            try asked.texts.matmul(view.texts.transposed())
            + asked.photos.matmul(view.photos.transposed()) * Scale.photos
        let shown = try asked.hasText + asked.hasPhotos * Scale.photos
        var closeness =
            try (likeness / shown.clamped(to: 1e-6...2) + kinship(asked.sellers) * asked.hasText)
            / Scale.reach
        if let hidden { closeness = try closeness - hidden * 1e6 }
        let nearest = try closeness.max(axis: 1, keepAxis: true)
        let says = try (closeness - nearest).exp() * (asked.hasText + asked.hasPhotos).clamped(to: 0...1)
        let prior = try classes.sum(axes: [0], keepAxes: true) / Double(classes.shape[0])
        return try (says.matmul(classes) + prior * Scale.prior).clamped(to: 1e-6...1e9).log()
    }

    /// By how much each listing remembered is more alike for what it tells of its seller, `[batch, listings]`.
    private func kinship(_ sellers: [SellerTrace]) throws(TensorError) -> Tensor {
        let count = view.sellers.count
        var values = [Float](repeating: 0, count: sellers.count * count)
        for (row, seller) in sellers.enumerated() {
            guard let place = seller.place else { continue }
            for column in neighbourhoods[place, default: []] {
                values[row * count + column] =
                    Scale.place + Scale.words * seller.commonWords(with: view.sellers[column])
            }
        }
        return try Tensor(values, shape: [sellers.count, count])
    }
}

extension CategoryNeighbours.View {
    /// What listings look like as far as they are shown: their texts as the reader reads them, and the mean of their photos.
    ///
    /// - Parameter readings: what the reader makes of the texts shown, `[batch, width]`.
    public init(
        _ batch: ListingBatch, readings: Tensor, sellers: [SellerTrace], photoMean: Tensor,
        photoDeviation: Tensor
    ) throws(TensorError) {
        let photos = ListingChannel.photos.rawValue
        let shown = try batch.presence.narrowed(axis: 1, to: photos..<photos + 1)
        try self.init(
            texts: readings, photos: (batch.photos - photoMean) / photoDeviation * shown,
            sellers: sellers)
    }
}
