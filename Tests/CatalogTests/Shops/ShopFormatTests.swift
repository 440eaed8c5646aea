import Foundation
import Testing

import SoukCatalog

/// Exports of shops, imported without a mapping: all fields are right.
@Suite("Shop formats")
struct ShopFormatTests {
    struct Expected {
        var id: String
        var title: String
        var description: String? = nil
        var amount: Int? = nil
        var upTo: Int? = nil
        var currency: String? = nil
        var path: [String] = []
        var others: [[String]] = []
        var lifecycle: Lifecycle? = .onSale
        var condition: String? = nil
        var photos: [String] = []
        var options: String? = nil
    }

    private func check(_ table: ReadTable, _ expected: [Expected], shop: String) {
        #expect(table.understood.layout.hasPrefix(shop), "\(table.understood.layout)")
        #expect(table.listings.map(\.id) == expected.map(\.id))
        for one in expected {
            guard let record = table[one.id], let listing = record.listing else { continue }
            #expect(listing.title == one.title)
            if let text = one.description { #expect(listing.description == text) }
            #expect(listing.price?.amount == one.amount, "\(one.id)")
            #expect(listing.price?.upTo == one.upTo, "\(one.id)")
            #expect(listing.price?.currency == one.currency, "\(one.id)")
            #expect(listing.categoryPath == one.path, "\(one.id)")
            #expect(listing.otherCategoryPaths == one.others, "\(one.id)")
            #expect(record.lifecycle == one.lifecycle, "\(one.id)")
            #expect(
                ListingAttributes(listing.attributes)[.condition]?.lowercased() == one.condition, "\(one.id)")
            #expect(listing.photoNames == one.photos, "\(one.id)")
            #expect(listing.attributes["options"] == one.options, "\(one.id)")
            #expect(
                !record.rules.contains(.priceInDoubt) && !record.rules.contains(.categoryInDoubt), "\(one.id)"
            )
        }
    }

    @Test func shopify() throws {
        let cdn = "https://cdn.example.com/s/files/1/01/products/"
        check(
            try .shop("shopify.csv"),
            [
                Expected(
                    id: "linen-shirt", title: "Linen shirt", description: "Airy shirt in washed linen.",
                    amount: 2900,
                    upTo: 3300, path: ["Apparel & Accessories", "Clothing", "Shirts & Tops"],
                    photos: ["linen-front.jpg?v=1699", "linen-back.jpg?v=1699", "linen-detail.jpg?v=1699"]
                        .map { cdn + $0 }, options: "Size: S, M, L"),
                Expected(
                    id: "oak-stool", title: "Oak stool", amount: 8500, path: ["Furniture", "Chairs"],
                    photos: [cdn + "oak-stool.jpg?v=17"]),
                Expected(
                    id: "draft-thing", title: "Unreleased kettle", amount: 4500,
                    path: ["Kitchen", "Kettles"],
                    lifecycle: .withdrawn),
            ], shop: "Shopify")
        let cdn2 = "https://cdn.example.com/files/"
        check(
            try .shop("shopify-2.csv"),
            [
                Expected(
                    id: "cork-board", title: "Cork board", description: "Natural cork.", amount: 1800,
                    upTo: 2750,
                    path: ["Office Supplies", "Boards"], photos: [cdn2 + "cork-1.jpg", cdn2 + "cork-2.jpg"],
                    options: "Size: 60 cm, 90 cm"),
                Expected(
                    id: "brass-clip", title: "Brass clip", amount: 145_000, path: ["Clips"], lifecycle: .sold,
                    photos: [cdn2 + "clip.jpg"]),
                Expected(
                    id: "wax-seal", title: "Wax seal", amount: 900, path: ["Office Supplies", "Seals"],
                    lifecycle: .withdrawn),
                Expected(
                    id: "old-stamp", title: "Old stamp", amount: 400, path: ["Office Supplies", "Seals"],
                    lifecycle: .withdrawn),
            ], shop: "Shopify")
        let several = try ReadTable.shop("shopify.csv", TableOptions(variants: .several))
        #expect(several.listings.map(\.id) == ["LS-S", "LS-M", "LS-L", "oak-stool", "draft-thing"])
        #expect(several.listings.map(\.price?.amount) == [2900, 3100, 3300, 8500, 4500])
        #expect(several["LS-M"]?.listing?.title == "Linen shirt - M")
        #expect(several["LS-M"]?.lifecycle == .sold)
    }

    @Test func wooCommerce() throws {
        let uploads = "https://shop.example.org/wp-content/uploads/2024/05/"
        check(
            try .shop("woocommerce.csv"),
            [
                Expected(
                    id: "MUG-1", title: "Stoneware mug, speckled",
                    description: "Holds 350 ml.\nDishwasher safe.",
                    amount: 1850, path: ["Kitchen", "Mugs"], others: [["Gifts"]],
                    photos: [uploads + "mug,blue-1.jpg", uploads + "mug-2.jpg"]),
                Expected(
                    id: "BWL-1", title: "Salad bowl", amount: 2200, path: ["Kitchen", "Bowls"],
                    photos: [uploads + "bowl.jpg"]),
                Expected(
                    id: "TS", title: "Band T-shirt", amount: 1500, upTo: 1600,
                    path: ["Clothing", "T-shirts"],
                    others: [["Clothing", "Unisex"]], photos: [uploads + "ts.jpg"], options: "Size: S, M"),
            ], shop: "WooCommerce")
        let shop = "https://shop.example.org/"
        check(
            try .shop("woocommerce-2.csv"),
            [
                Expected(
                    id: "ROPE", title: "Rope", description: "Strong\nrope", amount: 650, upTo: 1900,
                    path: ["Garden", "Ropes, Cords"], photos: [shop + "r1.jpg"], options: "Length: 5 m, 20 m"),
                Expected(
                    id: "13", title: "Trowel", amount: 990, path: ["Garden"],
                    photos: [shop + "t,1.jpg", shop + "t2.jpg"]),
                Expected(id: "RAKE", title: "Rake", amount: 145_000, path: ["Garden"], lifecycle: .withdrawn),
                Expected(
                    id: "HOSE", title: "Hose", amount: 800, path: ["Garden", "Water"], others: [["Sale"]],
                    lifecycle: .sold),
            ], shop: "WooCommerce")
        let several = try ReadTable.shop("woocommerce.csv", TableOptions(variants: .several))
        #expect(several.listings.map(\.id) == ["MUG-1", "BWL-1", "TS-S", "TS-M"])
        #expect(several["TS-M"]?.listing?.price?.amount == 1600)
        #expect(several["TS-M"]?.listing?.photoNames == [uploads + "ts.jpg"])
    }

    @Test func magento() throws {
        check(
            try .shop("magento.csv"),
            [
                Expected(
                    id: "24-MB01", title: "Canvas duffle", description: "Roomy duffle.", amount: 3400,
                    path: ["Default Category", "Gear", "Bags"], others: [["Default Category", "Gear"]],
                    photos: ["m/b/mb01-blue-0.jpg", "m/b/mb01-side.jpg", "m/b/mb01-top.jpg"]),
                Expected(
                    id: "24-MB02", title: "Media bag", amount: 120_000,
                    path: ["Default Category", "Gear", "Bags", "TV/DVD bags"], photos: ["m/b/mb02.jpg"]),
            ], shop: "Magento")
        check(
            try .shop("magento-2.csv"),
            [
                Expected(
                    id: "JK", title: "Rain jacket", description: "Dry.", amount: 6000, upTo: 6600,
                    path: ["Default Category", "Men", "Jackets"], others: [["Default Category", "Sale"]],
                    photos: ["j/k/jk.jpg", "j/k/jk-back.jpg", "j/k/jk-s.jpg"], options: "size: S, L"),
                Expected(
                    id: "HAT", title: "Felt hat", description: "Warm.", amount: 2000,
                    path: ["Default Category", "Men", "Hats"], photos: ["h/a/hat.jpg"]),
                Expected(
                    id: "OLD", title: "Old hat", amount: 500, path: ["Default Category", "Men", "Hats"],
                    lifecycle: .withdrawn),
                Expected(
                    id: "GON", title: "Gone hat", description: "Short words", amount: 700,
                    path: ["Default Category", "Men", "Hats"], lifecycle: .sold),
            ], shop: "Magento")
    }

    @Test func productFeeds() throws {
        let img = "https://img.example.org/"
        check(
            try .shop("google.tsv"),
            [
                Expected(
                    id: "G1", title: "Oak tray", amount: 1250, currency: "GBP", path: ["Kitchen", "Trays"],
                    condition: "new", photos: [img + "1.jpg", img + "1b.jpg", img + "1c.jpg"]),
                Expected(
                    id: "G2", title: "Oak bowl", amount: 145_000, currency: "GBP",
                    path: ["Home & Garden", "Kitchen"], lifecycle: .sold, condition: "used",
                    photos: [img + "2.jpg"]),
                Expected(
                    id: "SOCK", title: "Sock S", amount: 500, upTo: 600, currency: "GBP",
                    path: ["Clothing", "Socks"],
                    condition: "new", photos: [img + "3.jpg", img + "5.jpg"], options: "size: S, L"),
                Expected(
                    id: "G4", title: "Ladle", amount: 900, currency: "GBP", path: ["Kitchen", "Ladles"],
                    condition: "refurbished", photos: [img + "4.jpg"]),
            ], shop: "Google")
        check(
            try .shop("facebook.csv"),
            [
                Expected(
                    id: "F1", title: "Kettle", amount: 1200, currency: "EUR", path: ["home", "kitchen"],
                    condition: "used like new", photos: [img + "k.jpg", img + "k2.jpg", img + "k,3.jpg"]),
                Expected(
                    id: "F2", title: "Pan", amount: 120, currency: "EUR", path: ["home", "kitchen"],
                    lifecycle: .withdrawn, condition: "used good", photos: [img + "p.jpg"]),
                Expected(
                    id: "F3", title: "Pot", amount: 850, currency: "EUR", path: ["home", "garden"],
                    condition: "new",
                    photos: [img + "o.jpg"]),
                Expected(
                    id: "F4", title: "Cup", amount: 200, currency: "EUR", path: ["home", "kitchen"],
                    lifecycle: .sold, condition: "used fair", photos: [img + "c.jpg"]),
                Expected(
                    id: "F5", title: "Lid", amount: 250, currency: "EUR", path: ["home", "kitchen"],
                    condition: "new",
                    photos: [img + "l.jpg"]),
            ], shop: "Google")
        check(
            try .shop("google.xml"),
            [
                Expected(
                    id: "R1", title: "Quilt", description: "Text of Quilt & more", amount: 4000,
                    currency: "GBP",
                    path: ["Bedding", "Quilts"], condition: "new",
                    photos: [img + "R1.jpg", img + "R1a.jpg", img + "R1b.jpg"]),
                Expected(
                    id: "R2", title: "Pillow", amount: 700, currency: "GBP", path: ["Home", "Linens"],
                    lifecycle: .sold, condition: "used", photos: [img + "R2.jpg"]),
                Expected(
                    id: "R3", title: "Rug", amount: 120_000, currency: "GBP", path: ["Floor"],
                    condition: "refurbished", photos: [img + "R3.jpg"]),
                Expected(
                    id: "R4", title: "Throw", amount: 2200, currency: "GBP", condition: "new",
                    photos: [img + "R4.jpg"]),
                Expected(id: "R5", title: "Mat", amount: 500, currency: "GBP", photos: [img + "R5.jpg"]),
            ], shop: "Google")
        check(
            try .shop("google-atom.xml"),
            (1...5).map { number in
                Expected(
                    id: "A\(number)", title: "Lamp \(number)", description: "Lamp number \(number)",
                    amount: number * 1000 + 500, currency: "EUR", path: ["Light", "Lamps"], condition: "used",
                    photos: [img + "a\(number).jpg"])
            }, shop: "Google")
    }

    @Test func etsy() throws {
        let i = "https://i.example.com/"
        check(
            try .shop("etsy.csv"),
            [
                Expected(
                    id: "MUG-1", title: "Clay mug", description: "Thrown by hand.\nHolds tea.", amount: 2400,
                    currency: "GBP", photos: [i + "m1.jpg", i + "m2.jpg"], options: "Glaze: Blue, Green"),
                Expected(
                    id: "BAG-1", title: "Linen bag", amount: 1850, currency: "GBP", lifecycle: .sold,
                    photos: [i + "b1.jpg"]),
                Expected(id: "HAT-1", title: "Wool hat", amount: 145_000, currency: "GBP"),
                Expected(
                    id: "SPN-1", title: "Oak spoon", amount: 900, currency: "GBP",
                    photos: [i + "s1.jpg", i + "s2.jpg", i + "s3.jpg"]),
                Expected(
                    id: "STR-1", title: "Paper star", amount: 320, currency: "GBP", photos: [i + "p1.jpg"]),
            ], shop: "Etsy")
        check(
            try .shop("etsy-2.csv"),
            [
                Expected(
                    id: "AF-1", title: "Affiche", amount: 1250, currency: "EUR", photos: [i + "a1.jpg"],
                    options: "Taille: A4, A3; Couleur: Rouge"),
                Expected(
                    id: "CA-1", title: "Carnet", amount: 145_000, currency: "EUR", photos: [i + "c1.jpg"]),
                Expected(id: "VA-1", title: "Vase", amount: 3000, currency: "EUR", lifecycle: .sold),
                Expected(
                    id: "BA-1", title: "Bague", amount: 4500, currency: "EUR",
                    photos: [i + "g1.jpg", i + "g2.jpg"]),
                Expected(id: "SA-1", title: "Sac", amount: 2800, currency: "EUR", photos: [i + "s1.jpg"]),
            ], shop: "Etsy")
    }

    @Test func eBay() throws {
        let img = "https://img.example.com/"
        let table = try ReadTable.shop("ebay.csv")
        check(
            table,
            [
                Expected(
                    id: "CAM-1", title: "Folding camera", amount: 4500, currency: "GBP",
                    path: ["Cameras", "Film Cameras"], condition: "used",
                    photos: [img + "c1.jpg", img + "c2.jpg"]),
                Expected(
                    id: "LNS-1", title: "Wide lens", amount: 145_000, currency: "GBP",
                    path: ["Cameras", "Lenses"],
                    lifecycle: .sold, condition: "new", photos: [img + "l1.jpg"]),
                Expected(
                    id: "TEE-1", title: "Plain tee", amount: 900, upTo: 1000, currency: "GBP",
                    path: ["Clothing", "T-Shirts"], condition: "new", photos: [img + "t1.jpg"],
                    options: "Size: S, M"),
                Expected(
                    id: "RAD-1", title: "Valve radio", amount: 2000, currency: "GBP",
                    path: ["Sound", "Radios"],
                    condition: "for parts"),
                Expected(
                    id: "TAP-1", title: "Tape deck", amount: 8000, currency: "GBP", path: ["Sound", "Tapes"],
                    condition: "refurbished", photos: [img + "d1.jpg"]),
            ], shop: "eBay")
        #expect(table["CAM-1"]?.listing?.place?.town == "Leeds")
        let report = try ReadTable.shop("ebay-2.csv")
        check(
            report,
            [
                Expected(
                    id: "VAS-1", title: "Green vase", amount: 1200, currency: "GBP", path: ["Vases"],
                    condition: "used"),
                Expected(
                    id: "265000000002", title: "Tin box", amount: 450, currency: "GBP", path: ["Boxes"],
                    condition: "new"),
                Expected(
                    id: "MAP-1", title: "Old map", amount: 145_000, currency: "GBP", path: ["Maps"],
                    lifecycle: .sold, condition: "used"),
                Expected(
                    id: "PEN-1", title: "Ink pen", amount: 700, currency: "GBP", path: ["Pens"],
                    condition: "new"),
                Expected(
                    id: "CLK-1", title: "Clock", amount: 3000, currency: "GBP", path: ["Clocks"],
                    condition: "for parts or not working"),
            ], shop: "eBay")
        let posted = ListingAttributes(report["VAS-1"]?.listing?.attributes ?? [:])[.postedAt]
        #expect(posted?.hasPrefix("2026-11-25") == true)
    }

    @Test func amazon() throws {
        let img = "https://img.example.com/"
        check(
            try .shop("amazon.txt"),
            [
                Expected(
                    id: "TOWEL", title: "Bath towel", description: "Soft", amount: 950, upTo: 1400,
                    currency: "GBP",
                    path: ["bath-towels"], condition: "new", photos: [img + "t.jpg", img + "t2.jpg"],
                    options: "size: S, L"),
                Expected(
                    id: "MUG", title: "Mug", amount: 145_000, currency: "GBP", path: ["mugs"],
                    lifecycle: .sold,
                    condition: "new", photos: [img + "m.jpg"]),
                Expected(
                    id: "LAMP", title: "Desk lamp", amount: 2200, currency: "GBP", path: ["lamps"],
                    condition: "usedgood", photos: [img + "l.jpg"]),
                Expected(
                    id: "ROD", title: "Curtain rod", amount: 600, currency: "GBP", path: ["rods"],
                    condition: "refurbished"),
            ], shop: "Amazon")
        check(
            try .shop("amazon-listings.txt"),
            [
                Expected(
                    id: "ATL-1", title: "Atlas", amount: 1900, condition: "new", photos: [img + "at.jpg"]),
                Expected(id: "NOV-1", title: "Novel", amount: 250, condition: "used; good"),
                Expected(
                    id: "POE-1", title: "Poems", amount: 145_000, lifecycle: .sold,
                    condition: "used; like new",
                    photos: [img + "po.jpg"]),
                Expected(id: "COO-1", title: "Cookbook", amount: 600, condition: "used; acceptable"),
                Expected(id: "GUI-1", title: "Guide", amount: 300, condition: "used; very good"),
            ], shop: "Amazon")
        check(
            try .shop("amazon-loader.txt"),
            [
                Expected(id: "INV-1", title: "Sealed atlas of stars", amount: 1200, condition: "new"),
                Expected(
                    id: "INV-2", title: "Atlas of moths, name on first page", amount: 400,
                    condition: "used; very good"),
                Expected(
                    id: "INV-3", title: "Field guide, creased", amount: 800, lifecycle: .sold,
                    condition: "used; good"),
                Expected(
                    id: "INV-4", title: "Bird book, like new", amount: 550, lifecycle: .withdrawn,
                    condition: "used; like new"),
                Expected(
                    id: "INV-5", title: "First edition, loose spine", amount: 145_000,
                    condition: "used; acceptable"),
            ], shop: "Amazon")
    }

    @Test(arguments: [("schema-org.jsonl", "S1 S2 S3 S4 S5"), ("schema-org.json", "T0 T1 T2 T3 T4")])
    func schemaOrg(_ name: String, _ names: String) throws {
        let ids = names.split(separator: " ").map(String.init)
        let img = "https://img.example.org/"
        check(
            try .shop(name),
            [
                Expected(
                    id: ids[0], title: "Teak bench", description: "Two seats", amount: 14_500,
                    currency: "GBP",
                    path: ["Garden", "Benches"], condition: "used", photos: [img + "s1.jpg", img + "s1b.jpg"]),
                Expected(
                    id: ids[1], title: "Parasol", amount: 145_000, currency: "GBP",
                    path: ["Garden", "Shade"],
                    lifecycle: .sold, condition: "new", photos: [img + "s2.jpg"]),
                Expected(
                    id: ids[2], title: "Swing", amount: 2000, upTo: 3500, currency: "GBP",
                    path: ["Garden", "Swings"],
                    photos: [img + "s3.jpg"]),
                Expected(
                    id: ids[3], title: "Trellis", amount: 900, upTo: 1100, currency: "GBP",
                    path: ["Garden", "Trellis"]),
                Expected(
                    id: ids[4], title: "Pot", amount: 113, currency: "GBP", path: ["Garden"],
                    lifecycle: .withdrawn,
                    condition: "for parts", photos: [img + "s5.jpg"]),
            ], shop: "schema.org")
    }
}
