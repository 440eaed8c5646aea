@testable import Catalog

/// Cleans single values, as a table with the usual columns holds them.
enum CleaningFixture {
    static let columns = ["id", "title", "description", "price", "category", "location", "photos"]

    static func clean(_ values: [String: String], options: CleaningOptions = .init()) -> CleanedRecord {
        let fields = columns.map { (name: $0, value: values[$0] ?? ($0 == "id" ? "1" : "")) }
        return ListingCleaner(options: options)
            .clean(TableRecord(number: 1, line: 2, fields: fields), mapping: .recognise(columns))
    }

    static func description(_ text: String, options: CleaningOptions = .init()) -> String? {
        clean(["title": "Lamp", "description": text], options: options).listing?.description
    }

    static func title(_ text: String, location: String = "Melrose, Scottish Borders") -> String? {
        clean(["title": text, "location": location]).listing?.title
    }

    static func price(_ text: String) -> Price? {
        clean(["title": "Lamp", "price": text]).listing?.price
    }
}
