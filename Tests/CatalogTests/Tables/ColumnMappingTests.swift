import Foundation
import Testing

import SoukCatalog

@Suite("Column mapping")
struct ColumnMappingTests {
    @Test("columns of known shops are recognised by name")
    func recognised() {
        let gumtree = ColumnMapping.recognise([
            "column 1", "id", "product_name", "category", "product_description", "price", "location",
        ])
        #expect(gumtree.id == "id")
        #expect(gumtree.title == "product_name")
        #expect(gumtree.description == "product_description")
        #expect(gumtree.location == "location")
        let flipkart = ColumnMapping.recognise([
            "uniq_id", "product_url", "product_name", "product_category_tree", "pid", "retail_price",
            "discounted_price", "image", "description", "brand",
        ])
        #expect(flipkart.id == "uniq_id")
        #expect(flipkart.category == "product_category_tree")
        #expect(flipkart.price == "discounted_price")
        #expect(flipkart.photos == ["image"])
        let other = ColumnMapping.recognise([
            "SKU", "Item Name", "Asking Price", "Town", "Photo 1", "photo_2", "Lat", "LNG",
        ])
        #expect(other.title == "Item Name")
        #expect(other.price == "Asking Price")
        #expect(other.photos == ["Photo 1", "photo_2"])
        #expect(other.longitude == "LNG")
    }

    private func file(_ text: String) throws -> URL { try temporaryTable(text.utf8, name: "mapping.json") }

    @Test("a file maps what names do not tell, the rest is recognised")
    func mapped() throws {
        let url = try file(
            #"{"title": "naam", "price": "prijs", "photos": ["foto1", "foto2"], "fixedCurrency": "eur", "decimal": ","}"#
        )
        let mapping = try ColumnMapping(jsonFile: url)
            .completed(for: ["id", "naam", "prijs", "foto1", "foto2", "category"], table: "t.csv")
        #expect(mapping.id == "id")
        #expect(mapping.title == "naam")
        #expect(mapping.category == "category")
        #expect(mapping.photos == ["foto1", "foto2"])
        #expect(mapping.fixedCurrency == "EUR")
        let copy = try JSONDecoder().decode(ColumnMapping.self, from: JSONEncoder().encode(mapping))
        #expect(copy == mapping)
    }

    @Test(
        "mistakes are named with what is near",
        arguments: [
            (#"{"titel": "naam"}"#, "\"title\""), (#"{"fixedCurrency": "POUNDS"}"#, "ISO 4217"),
            (#"{"decimal": "x"}"#, "\",\""),
            (#"{"title": 5}"#, "text"), ("[]", "title"), ("no json", "title"), (#"{"photos": 3}"#, "list"),
        ])
    func mistakes(_ text: String, _ hint: String) throws {
        let url = try file(text)
        let error = #expect(throws: CatalogError.self) { try ColumnMapping(jsonFile: url) }
        #expect(error?.description.contains(hint) == true)
    }

    @Test("a column that is not there, and a table without titles, are explained")
    func missing() throws {
        let wrong = #expect(throws: CatalogError.self) {
            try ColumnMapping(title: "product_nam").completed(for: ["id", "product_name"], table: "t.csv")
        }
        #expect(wrong?.description.contains("Did you mean \"product_name\"?") == true)
        let none = #expect(throws: CatalogError.self) {
            try ColumnMapping().completed(for: ["a", "b"], table: "t.csv")
        }
        #expect(none?.description.contains("\"a\", \"b\"") == true)
        #expect(none?.description.contains("mapping.json") == true)
    }

    @Test("images tables are recognised")
    func images() throws {
        let gumtree = try ImageTableMapping.recognise(
            ["column 1", "id", "product_id", "image_ref", "create_time"], table: "i.csv")
        #expect(gumtree == ImageTableMapping(photo: "id", listing: "product_id", time: "create_time"))
        let other = try ImageTableMapping.recognise(["listing_id", "file_name", "position"], table: "i.csv")
        #expect(
            other
                == ImageTableMapping(photo: nil, listing: "listing_id", file: "file_name", order: "position"))
        #expect(throws: CatalogError.self) { try ImageTableMapping.recognise(["a", "b"], table: "i.csv") }
    }
}
