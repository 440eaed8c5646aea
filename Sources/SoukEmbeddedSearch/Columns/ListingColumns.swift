import SoukCatalog
import SoukSearch

/// What a segment keeps of its listings beside their words, as columns: all but descriptions and vectors.
struct ListingColumns {
    /// Columns of codes, each a number of a value; 0 stands for none.
    enum Code {
        static let category = 0, currency = 1, town = 2, hasPhoto = 3, fields = 4
        static let count = 5 + ListingAttribute.allCases.count

        static func attribute(_ place: Int) -> Int { 5 + place }
        /// Whether the column holds numbers of values, and not numbers as they are.
        static func isValue(_ column: Int) -> Bool { column != hasPhoto && column != fields }
    }

    static let numbersPerListing = 3
    /// A number that is not there.
    static let noNumber = Int64.min

    /// `[values + 1]` UInt32, into the values' UTF-8; the first is no text and stands for none.
    let values: PackedTexts
    /// `[listings, Code.count]`
    let codes: UnsafeBufferPointer<UInt32>
    /// `[listings, 3]`: price, time of posting, group.
    let numbers: UnsafeBufferPointer<Int64>
    /// `[listings, 2]`: latitude and longitude; NaN where there is none.
    let places: UnsafeBufferPointer<Double>
    /// `[listings, 3]`: id, title, hash of the content, which is empty where there is none.
    let labels: PackedTexts
    let known = KnownTexts()

    func code(_ listing: Int, _ column: Int) -> Int { Int(codes[listing * Code.count + column]) }

    func value(_ listing: Int, _ column: Int) -> String? {
        let code = code(listing, column)
        return code == 0 ? nil : values.text(code)
    }

    func id(_ listing: Int) -> String { labels.text(listing * 3) }

    func number(_ listing: Int, _ column: Int) -> Int? {
        let number = numbers[listing * Self.numbersPerListing + column]
        return number == Self.noNumber ? nil : Int(number)
    }

    func price(_ listing: Int) -> Int? { number(listing, 0) }

    /// Which vectors the vector store holds for it.
    func fields(_ listing: Int) -> Set<VectorField> {
        let bits = code(listing, Code.fields)
        return Set(VectorField.allCases.enumerated().filter { bits >> $0.offset & 1 != 0 }.map(\.element))
    }

    /// Without its description and vectors.
    func listing(_ listing: Int) -> IndexedListing {
        let (latitude, longitude) = (places[listing * 2], places[listing * 2 + 1])
        let hash = labels.text(listing * 3 + 2)
        var found = IndexedListing(
            id: id(listing), title: labels.text(listing * 3 + 1),
            categoryPath: known.path(code(listing, Code.category), values), price: price(listing),
            currency: value(listing, Code.currency), town: value(listing, Code.town),
            latitude: latitude.isNaN ? nil : latitude, longitude: longitude.isNaN ? nil : longitude,
            hasPhoto: code(listing, Code.hasPhoto) != 0, postedAt: number(listing, 1),
            group: number(listing, 2),
            contentHash: hash.isEmpty ? nil : hash)
        for (place, attribute) in ListingAttribute.allCases.enumerated() {
            found.attributes[attribute] = value(listing, Code.attribute(place))
        }
        return found
    }
}

/// Columns that are being filled.
struct ListingColumnsWriter {
    private var values = TermNumbers()
    private var codes: [UInt32] = []
    private var numbers: [Int64] = []
    private var places: [Double] = []
    private var labels = TextPacker()

    /// No text has such bytes.
    init() { _ = [UInt8.max].withUnsafeBufferPointer { values.number(of: $0) } }

    mutating func add(_ listing: IndexedListing, fields: Set<VectorField>) {
        func bits() -> UInt32 {
            VectorField.allCases.enumerated().reduce(0) {
                fields.contains($1.element) ? $0 | 1 << UInt32($1.offset) : $0
            }
        }
        codes.append(values.number(of: CategoryKey.key(listing.categoryPath)))
        codes.append(code(listing.currency))
        codes.append(code(listing.town))
        codes.append(listing.hasPhoto ? 1 : 0)
        codes.append(bits())
        for attribute in ListingAttribute.allCases { codes.append(code(listing.attributes[attribute])) }
        for number in [listing.price, listing.postedAt, listing.group] {
            numbers.append(number.map(Int64.init) ?? ListingColumns.noNumber)
        }
        places.append(listing.latitude ?? .nan)
        places.append(listing.longitude ?? .nan)
        for label in [listing.id, listing.title, listing.contentHash ?? ""] { labels.add(label) }
    }

    /// A listing of other columns.
    ///
    /// - Parameter known: the new codes of the other columns' values, 0 before they are known.
    mutating func add(_ listing: Int, of other: ListingColumns, _ known: inout [UInt32]) {
        for column in 0..<ListingColumns.Code.count {
            let code = other.codes[listing * ListingColumns.Code.count + column]
            guard ListingColumns.Code.isValue(column), code != 0 else {
                codes.append(code)
                continue
            }
            if known[Int(code)] == 0 { known[Int(code)] = values.number(of: other.values[Int(code)]) }
            codes.append(known[Int(code)])
        }
        for column in 0..<ListingColumns.numbersPerListing {
            numbers.append(other.numbers[listing * ListingColumns.numbersPerListing + column])
        }
        places.append(other.places[listing * 2])
        places.append(other.places[listing * 2 + 1])
        for label in 0..<3 { labels.add(other.labels[listing * 3 + label]) }
    }

    private mutating func code(_ value: String?) -> UInt32 { value.map { values.number(of: $0) } ?? 0 }

    func add(to image: inout SegmentImage) {
        image.add(values.starts)
        image.add(values.bytes)
        image.add(codes)
        image.add(numbers)
        image.add(places)
        image.add(labels)
    }

    /// The columns as they are now, valid as long as `body` runs.
    func withColumns<Result>(_ body: (ListingColumns) -> Result) -> Result {
        let texts = OwnedTexts(values.starts, values.bytes)
        let labels = self.labels.owned
        let kept = (OwnedBuffer(codes), OwnedBuffer(numbers), OwnedBuffer(places))
        return withExtendedLifetime((texts, labels, kept)) {
            body(
                ListingColumns(
                    values: texts.texts, codes: kept.0.buffer, numbers: kept.1.buffer,
                    places: kept.2.buffer, labels: labels.texts))
        }
    }
}
