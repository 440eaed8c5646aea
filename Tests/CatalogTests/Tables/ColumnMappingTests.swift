import Foundation
import Testing

@testable import Catalog

@Suite struct ColumnMappingTests {
    @Test func recognisesMarketplaces() {
        let gumtree = ColumnMapping.recognise([
            "", "id", "product_name", "category", "product_description", "price", "location",
        ])
        #expect(gumtree.id == "id" && gumtree.title == "product_name" && gumtree.category == "category")
        #expect(gumtree.description == "product_description" && gumtree.price == "price")
        #expect(gumtree.location == "location" && gumtree.photos == nil)
        let flipkart = ColumnMapping.recognise([
            "uniq_id", "product_url", "product_name", "product_category_tree", "retail_price",
            "discounted_price",
            "image", "description", "brand",
        ])
        #expect(flipkart.id == "uniq_id" && flipkart.category == "product_category_tree")
        #expect(flipkart.price == "discounted_price" && flipkart.photos == "image")
        #expect(flipkart.attributeTest("brand") && !flipkart.attributeTest("image"))
        let loud = ColumnMapping.recognise(["ID", "Title", "Image URL", "Town"])
        #expect(loud.title == "Title" && loud.photos == "Image URL" && loud.location == "Town")
    }

    @Test func recognisesImageTables() throws {
        let columns = ["", "id", "product_id", "image_ref", "create_time"]
        let mapping = ImageTableMapping.recognise(columns)
        #expect(mapping == .init(photo: "id", listing: "product_id", order: "image_ref", time: "create_time"))
        try mapping.check(against: columns)
        #expect(throws: CatalogError.self) { try ImageTableMapping.recognise(["a"]).check(against: ["a"]) }
    }

    @Test func readsMappingFiles() throws {
        let file = try TableFile(#"{"title": "naam", "price": "prijs", "currency": "EUR"}"#)
        let mapping = try ColumnMapping(jsonFile: file.url)
        #expect(mapping.title == "naam" && mapping.price == "prijs" && mapping.currency == "EUR")
        try mapping.check(against: ["naam", "prijs"])
        #expect(
            Self.message { try mapping.check(against: ["naam", "prijzen"]) }.contains(
                "did you mean \"prijzen\""))
    }

    @Test(arguments: [
        (#"{"titel": "naam"}"#, "did you mean \"title\"?"), (#"{"title": 3}"#, "not a JSON object of texts"),
        ("naam", "not a JSON object"), (#"{"title": ["naam"]}"#, "\"attributes\" is a list"),
    ])
    func explainsBadMappingFiles(text: String, hint: String) throws {
        let file = try TableFile(text)
        #expect(Self.message { _ = try ColumnMapping(jsonFile: file.url) }.contains(hint))
    }

    @Test func asksForATitle() {
        let columns = ["sku", "naam"]
        let message = Self.message { try ColumnMapping.recognise(columns).check(against: columns) }
        #expect(message.contains("\"naam\"") && message.contains("--columns"))
    }

    private static func message(_ body: () throws -> Void) -> String {
        do { try body() } catch { return "\(error)" }
        return ""
    }
}
