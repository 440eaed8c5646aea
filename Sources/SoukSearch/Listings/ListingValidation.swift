/// What a listing must fulfil before it is indexed.
package struct ListingValidation {
    let dimensions: Int
    let fields: [VectorField]

    package init(dimensions: Int, fields: [VectorField]) {
        self.dimensions = dimensions
        self.fields = fields
    }

    package func check(_ listing: IndexedListing) throws(RetrievalError) {
        func refuse(_ reason: String) -> RetrievalError { .listing(id: listing.id, reason: reason) }
        guard !listing.id.isEmpty else { throw refuse("its id is empty") }
        guard !listing.id.unicodeScalars.contains("\0") else { throw refuse("its id holds a NUL character") }
        let odd = listing.categoryPath.first { $0.isEmpty || $0.contains(CategoryKey.separator) }
        if odd != nil { throw refuse("a level of its category is empty or holds a control character") }
        if let price = listing.price, price < 0 { throw refuse("its price is negative: \(price)") }
        guard (listing.latitude == nil) == (listing.longitude == nil) else {
            throw refuse("it has a latitude or a longitude, and needs both or neither")
        }
        if let latitude = listing.latitude, let longitude = listing.longitude {
            guard (-90...90).contains(latitude), (-180...180).contains(longitude) else {
                throw refuse("it lies at \(latitude), \(longitude), which is no place on Earth")
            }
        }
        for (field, vector) in listing.vectors { try check(vector, field, of: listing.id) }
    }

    package func check(_ vector: [Float], _ field: VectorField, of id: String) throws(RetrievalError) {
        do { try check(vector, field) } catch {
            guard case .vector(let reason) = error else { throw error }
            throw .listing(id: id, reason: reason)
        }
    }

    /// A direction of the index's width, of length 1 within rounding.
    package func check(_ vector: [Float], _ field: VectorField) throws(RetrievalError) {
        guard fields.contains(field) else {
            let known = fields.map(\.rawValue).joined(separator: ", ")
            throw .vector(reason: "this index has no \(field.rawValue) vectors, only \(known)")
        }
        guard vector.count == dimensions else {
            throw .vector(
                reason:
                    "its \(field.rawValue) vector has \(vector.count) values, and the index has \(dimensions)"
            )
        }
        let square = vector.reduce(0) { $0 + $1 * $1 }
        guard abs(square - 1) < 0.02 else {
            throw .vector(
                reason:
                    "its \(field.rawValue) vector has length \(square.squareRoot()), and length 1 is expected"
            )
        }
    }
}
