import Catalog
import Models
import Tensors

/// Which validation listings a classifier may learn from.
///
/// Each of several copies of a classifier learns from the training listings and from validation without one
/// fold. So every validation listing has a copy that has never seen it, whose answers tell how far
/// the classifier can be trusted, and yet all listings are learned from (stacking, Wolpert 1992).
struct ValidationFolds: Sendable {
    /// Of the validation listings; listings of one group are never parted.
    let groups: [Int]
    let seed: UInt64

    /// The fold of each validation listing.
    func folds(_ count: Int) -> [Int] {
        var random = SplitMix64(seed: seed)
        let shuffled = Set(groups).sorted().shuffled(using: &random)
        let fold = Dictionary(
            uniqueKeysWithValues: shuffled.enumerated().map { ($0.element, $0.offset % count) })
        return groups.map { fold[$0] ?? 0 }
    }
}

/// What one classifier of categories learns from, and what it is judged by.
struct CategoryTrainingData: Sendable {
    let training, validation: ListingFeatures
    let labels, validationLabels: ListingLabels
    let names: CategoryNames
}

extension CategoryTrainingData {
    /// The training listings, and validation apart.
    init(_ data: ListingTrainingData) {
        (training, validation, names) = (data.training, data.validation, data.names)
        (labels, validationLabels) = (data.labels, data.validationLabels)
    }

    /// The training listings with all folds of validation but one, and that one to be judged by.
    init(
        _ data: ListingTrainingData, without fold: Int, of count: Int, _ holdout: ValidationFolds
    ) throws(TensorError) {
        guard count > 1 else {
            self.init(data)
            return
        }
        let folds = holdout.folds(count)
        let (learned, judged) = (
            folds.indices.filter { folds[$0] != fold }, folds.indices.filter { folds[$0] == fold }
        )
        self.init(
            training: try data.training.appending(data.validation.subset(learned)),
            validation: try data.validation.subset(judged),
            labels: data.labels.appending(data.validationLabels.subset(learned)),
            validationLabels: data.validationLabels.subset(judged), names: data.names)
    }
}

extension ListingLabels {
    func subset(_ places: [Int]) -> ListingLabels {
        ListingLabels(
            classes: places.map { classes[$0] }, fine: places.map { fine[$0] }, path: places.map { path[$0] },
            groups: places.map { groups[$0] })
    }

    func appending(_ other: ListingLabels) -> ListingLabels {
        ListingLabels(
            classes: classes + other.classes, fine: fine + other.fine, path: path + other.path,
            groups: groups + other.groups)
    }
}

extension ListingFeatures {
    /// Some of the listings, in the order asked for; their photos stay in the table.
    func subset(_ places: [Int]) throws(TensorError) -> ListingFeatures {
        let rows = try Tensor(places.map(Int64.init), shape: [places.count])
        return ListingFeatures(
            title: places.map { title[$0] }, description: places.map { description[$0] },
            category: places.map { category[$0] }, titleMeaning: try titleMeaning.selecting(rows),
            descriptionMeaning: try descriptionMeaning.selecting(rows), photoTable: photoTable,
            photos: places.map { photos[$0] }, price: places.map { price[$0] },
            condition: places.map { condition[$0] }, channels: places.map { channels[$0] },
            tokens: places.map { tokens[$0] }, places: places.map { self.places[$0] },
            photoAnswers: photoAnswers)
    }

    /// These listings and, behind them, the others.
    func appending(_ other: ListingFeatures) throws(TensorError) -> ListingFeatures {
        let shift = Int64(photoTable.shape[0])
        var answers: Tensor?
        if let own = photoAnswers, let more = other.photoAnswers {
            answers = try .concatenate([own, more])
        }
        return ListingFeatures(
            title: title + other.title, description: description + other.description,
            category: category + other.category,
            titleMeaning: try .concatenate([titleMeaning, other.titleMeaning]),
            descriptionMeaning: try .concatenate([descriptionMeaning, other.descriptionMeaning]),
            photoTable: try .concatenate([photoTable, other.photoTable]),
            photos: photos + other.photos.map { $0.map { $0 + shift } }, price: price + other.price,
            condition: condition + other.condition, channels: channels + other.channels,
            tokens: tokens + other.tokens, places: places + other.places, photoAnswers: answers)
    }
}
