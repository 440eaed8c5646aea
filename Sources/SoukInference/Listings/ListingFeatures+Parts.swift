import SoukModels
package import SoukTensors

extension ListingFeatures {
    /// Some of the listings, in the order asked for; their photos stay in the table.
    package func subset(_ places: [Int]) throws(TensorError) -> ListingFeatures {
        let rows = try Tensor(places.map(Int64.init), shape: [places.count])
        return ListingFeatures(
            title: places.map { title[$0] }, description: places.map { description[$0] },
            category: places.map { category[$0] }, titleMeaning: try titleMeaning.selecting(rows),
            descriptionMeaning: try descriptionMeaning.selecting(rows), photoTable: photoTable,
            photos: places.map { photos[$0] }, price: places.map { price[$0] },
            condition: places.map { condition[$0] }, channels: places.map { channels[$0] },
            texts: places.map { texts[$0] },
            readings: try readings.selecting(rows), places: places.map { self.places[$0] },
            photoAnswers: photoAnswers)
    }

    /// These listings and, behind them, the others.
    package func appending(_ other: ListingFeatures) throws(TensorError) -> ListingFeatures {
        let shift = Int64(photoTable.shape[0])
        func joined(_ own: Tensor?, _ more: Tensor?) throws(TensorError) -> Tensor? {
            guard let own, let more else { return nil }
            return try .concatenate([own, more])
        }
        return ListingFeatures(
            title: title + other.title, description: description + other.description,
            category: category + other.category,
            titleMeaning: try .concatenate([titleMeaning, other.titleMeaning]),
            descriptionMeaning: try .concatenate([descriptionMeaning, other.descriptionMeaning]),
            photoTable: try .concatenate([photoTable, other.photoTable]),
            photos: photos + other.photos.map { $0.map { $0 + shift } }, price: price + other.price,
            condition: condition + other.condition, channels: channels + other.channels,
            texts: texts + other.texts,
            readings: try .concatenate([readings, other.readings]), places: places + other.places,
            photoAnswers: try joined(photoAnswers, other.photoAnswers))
    }
}
