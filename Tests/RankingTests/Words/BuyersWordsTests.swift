import SoukRanking
import SoukSearch
import Testing

/// Words as buyers write them: each query finds what it means, in a shop where something else is near.
@Suite struct BuyersWordsTests {
    /// What a query must find, best first; what it may find behind that does not matter.
    struct Case: Sendable, CustomTestStringConvertible {
        var query: String
        var first: [String]
        var testDescription: String { query }

        init(_ query: String, _ first: String...) { (self.query, self.first) = (query, first) }
    }

    private func expect(_ cases: Case, in titles: [String]) async throws {
        let found = try await BuyersShop(titles).titles(cases.query)
        #expect(
            Set(found.prefix(cases.first.count)) == Set(cases.first),
            "\(cases.query) found \(found.prefix(5))")
    }

    // MARK: Synonyms

    @Test(arguments: [
        Case("settee", "Sofa, two seats", "Corner couch"), Case("hoover", "Vacuum cleaner"),
        Case("crib", "Cot with mattress"), Case("ps5", "PS5 digital", "PlayStation 5 disc edition"),
        Case("couch", "Corner couch", "Sofa, two seats"), Case("settees", "Sofa, two seats", "Corner couch"),
        Case("playstation 5", "PlayStation 5 disc edition", "PS5 digital"),
        Case("telly", "Television on a stand"),
        Case("refrigerator", "Fridge with icebox"), Case("stroller", "Pram, navy"),
        Case("diapers", "Nappies, size 3"),
        Case("sneakers", "Trainers, white"), Case("faucet", "Tap for a basin"),
        Case("flashlight", "Torch, small"),
        Case("push bike", "Bicycle, 21 gears"), Case("closet", "Wardrobe, two doors"),
        Case("wrench", "Spanner, 12 mm"),
        Case("ps 5", "PS5 digital", "PlayStation 5 disc edition"), Case("drapes", "Curtains, lined"),
        Case("aircon", "Air conditioner, mobile"),
    ])
    func synonymsFind(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Sofa, two seats", "Corner couch", "PlayStation 5 disc edition", "PS5 digital",
                "Vacuum cleaner",
                "Cot with mattress", "Television on a stand", "Fridge with icebox", "Pram, navy",
                "Nappies, size 3",
                "Trainers, white", "Tap for a basin", "Torch, small", "Bicycle, 21 gears",
                "Wardrobe, two doors",
                "Spanner, 12 mm", "Curtains, lined", "Air conditioner, mobile", "PlayStation 4 with pads",
            ])
    }

    // MARK: Scripts without spaces

    @Test(arguments: [
        Case("自転車", "赤い自転車 26インチ", "折りたたみ自転車"), Case("手机", "二手苹果手机"), Case("จักรยาน", "จักรยานสีแดง"),
        Case("苹果", "二手苹果手机"), Case("インチ", "赤い自転車 26インチ"), Case("折りたたみ", "折りたたみ自転車"),
        Case("カメラ", "中古デジタルカメラ"), Case("デジタル", "中古デジタルカメラ"), Case("สีแดง", "จักรยานสีแดง"),
        Case("沙发", "真皮沙发三人座"), Case("三人", "真皮沙发三人座"), Case("자전거", "빨간 자전거를 팝니다"),
        Case("ទូរស័ព្ទ", "ទូរស័ព្ទដៃថ្មី"), Case("ໂທລະສັບ", "ໂທລະສັບມືຖື"), Case("ｶﾒﾗ", "中古デジタルカメラ"),
        Case("iPhone手机壳", "iPhone手机壳"), Case("自転車 赤い", "赤い自転車 26インチ"),
    ])
    func scriptsWithoutSpaces(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "赤い自転車 26インチ", "折りたたみ自転車", "二手苹果手机", "จักรยานสีแดง", "中古デジタルカメラ",
                "真皮沙发三人座", "빨간 자전거를 팝니다", "ទូរស័ព្ទដៃថ្មី", "ໂທລະສັບມືຖື", "iPhone手机壳",
            ])
    }

    // MARK: Codes

    @Test(arguments: [
        Case("sony xm4", "Sony WH-1000XM4 headphones"), Case("xm4", "Sony WH-1000XM4 headphones"),
        Case("wh1000xm3", "Sony WH 1000 XM3"), Case("51168238375", "BMW wing mirror 51-16-8-238-375"),
        Case("dhp484", "Makita DHP484Z combi drill"), Case("rtx 3070ti", "RTX3070 Ti"),
        Case("205/55r16", "205/55 R16 tyres x4"), Case("wh 1000 xm4", "Sony WH-1000XM4 headphones"),
        Case("WH-1000XM5", "Sony WH1000XM5 wireless"), Case("205 55 16", "205/55 R16 tyres x4"),
        Case("51 16 8 238 375", "BMW wing mirror 51-16-8-238-375"),
        Case("8238375", "BMW wing mirror 51-16-8-238-375"),
        Case("dhp 484 z", "Makita DHP484Z combi drill"), Case("rtx3080", "RTX 3080 graphics card"),
        Case("00630212", "Filter 630212"), Case("630-212", "Filter 630212"),
        Case("iphone13", "iPhone 13 mini"),
        Case("iphone-12", "iPhone 12 pro"), Case("gtx1060", "GTX 1060 6GB"),
        Case("ue50tu7100", "Samsung UE50TU7100 television"),
        Case("tu7100", "Samsung UE50TU7100 television"), Case("galaxy s20 plus", "Samsung Galaxy S20+"),
        Case("galaxy s20+", "Samsung Galaxy S20+"), Case("iphnoe13", "iPhone 13 mini"),
        Case("r16 tyres", "205/55 R16 tyres x4"),
    ])
    func codesAndTheirParts(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Sony WH-1000XM4 headphones", "Sony WH1000XM5 wireless", "Sony WH 1000 XM3",
                "BMW wing mirror 51-16-8-238-375", "Makita DHP484Z combi drill", "RTX3070 Ti",
                "RTX 3080 graphics card", "205/55 R16 tyres x4", "Ikea Kallax 4x4 shelving", "Filter 630212",
                "iPhone 13 mini", "iPhone 12 pro", "GTX 1060 6GB", "Samsung UE50TU7100 television",
                "Samsung Galaxy S20+", "Samsung Galaxy S21", "225/45 R17 tyres",
            ])
    }

    @Test(arguments: ["xm6", "dhp485", "iphone16", "rtx4090", "51168238376", "b2c"])
    func codesAreNeverCorrected(_ code: String) async throws {
        let shop = try await BuyersShop([
            "WH-1000XM5", "DHP484Z", "iPhone15", "RTX4080", "51168238375", "b2b sales",
        ])
        #expect(try await shop.titles(code).isEmpty)
    }

    // MARK: Units

    @Test(arguments: [
        Case("50in tv", "Samsung 50 inch television", "LG 50\" smart TV"),
        Case("50 inch tv", "Samsung 50 inch television", "LG 50\" smart TV"),
        Case("127cm tv", "Samsung 50 inch television", "LG 50\" smart TV"),
        Case("18 volt battery", "Bosch 18V battery 4.0Ah"),
        Case("4ah battery", "Bosch 18V battery 4.0Ah"), Case("4000mah battery", "Bosch 18V battery 4.0Ah"),
        Case("12 volt battery", "12V leisure battery, 110Ah"), Case("2tb drive", "Hard drive 2 TB"),
        Case("2000gb drive", "Hard drive 2 TB"), Case("500gb drive", "Hard drive 500GB"),
        Case("half litre flask", "Flask 500 ml"),
        Case("0.5l flask", "Flask 500 ml"), Case("1 litre flask", "Flask 1L"),
        Case("6 foot ladder", "Ladder 6ft"),
        Case("6' ladder", "Ladder 6ft"), Case("183cm ladder", "Ladder 6ft"),
        Case("120cm desk", "Desk 120x60cm"),
        Case("desk 120 x 60", "Desk 120x60cm"), Case("2 seater bench", "Two-seater bench"),
        Case("three seater bench", "3 seat bench"), Case("5 kilo kettlebell", "Kettlebell 5kg"),
    ])
    func unitsAndSizes(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Samsung 50 inch television", "LG 50\" smart TV", "Panasonic 32in TV",
                "Bosch 18V battery 4.0Ah",
                "12V leisure battery, 110Ah", "Hard drive 2 TB", "Hard drive 500GB", "Flask 500 ml",
                "Flask 1L",
                "Ladder 6ft", "Ladder 8ft", "Desk 120x60cm", "Desk 140x70cm", "Two-seater bench",
                "3 seat bench",
                "Kettlebell 5kg", "Kettlebell 10kg",
            ])
    }

    // MARK: Letters

    @Test(arguments: [
        Case("gross", "Kühlschrank groß"), Case("weiss", "Regal Weiß"), Case("lodz", "Łódź print framed"),
        Case("aero", "Ærø sailing print"), Case("strasse", "Straße sign"),
        Case("kuhlschrank", "Kühlschrank groß"),
        Case("kuehlschrank", "Kühlschrank groß"), Case("GROSS", "Kühlschrank groß"),
        Case("angstrom", "Ångström meter"),
        Case("diyarbakir", "Dıyarbakır rug"), Case("istanbul", "İSTANBUL poster"),
        Case("creme brulee", "Crème brûlée dishes"),
        Case("full width", "ＦＵＬＬ ＷＩＤＴＨ label"), Case("thorsson", "Þorsson knit"),
        Case("oeuvre", "Œuvre of Monet"),
        Case("dordevic", "Đorđević painting"), Case("pinata", "Piñata, star"), Case("piñata", "Piñata, star"),
        Case("ёлка", "Елка, 2 metres"), Case("cafe\u{301}", "Café chairs"), Case("søren", "Soren lamp"),
    ])
    func lettersAreFolded(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Kühlschrank groß", "Regal Weiß", "Łódź print framed", "Ærø sailing print", "Straße sign",
                "Ångström meter", "Dıyarbakır rug", "İSTANBUL poster", "Crème brûlée dishes",
                "ＦＵＬＬ ＷＩＤＴＨ label",
                "Þorsson knit", "Œuvre of Monet", "Đorđević painting", "Piñata, star", "Елка, 2 metres",
                "Café chairs",
                "Soren lamp",
            ])
    }

    // MARK: Prices and numbers

    @Test(arguments: [
        Case("desk £15", "Desk small"), Case("desk 15 pounds", "Desk small"),
        Case("3 for 2", "Jam jars 3 for 2"),
        Case("iphone 14", "iPhone 12 64GB black", "iPhone 13 128GB"), Case("desk £75", "Desk large"),
        Case("£75 desk", "Desk large"), Case("desk 75 quid", "Desk large"),
        Case("desk for £15", "Desk small"),
        Case("desk at £70", "Desk large"), Case("desk 80 pounds", "Desk large"),
        Case("2 for 1", "Candles 2 for 1"),
        Case("iphone 13", "iPhone 13 128GB"), Case("desk £14.99", "Desk small"),
        Case("desk GBP 75", "Desk large"),
        Case("desk, £75", "Desk large"),
    ])
    func pricesAreHintsAndNumbersAreNotJoined(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Desk small = 15", "Desk large = 75", "Cotton stool number 15 = 50",
                "Steel coat rack number 32 = 101",
                "Jam jars 3 for 2 = 2", "iPhone 12 64GB black = 210", "iPhone 13 128GB = 320",
                "Ceramic rug number 14 = 47", "Candles 2 for 1 = 3", "Basket number 21 = 9", "Crate 75 = 12",
            ])
    }

    // MARK: Symbols, joined words, plurals

    @Test(arguments: [
        Case("c#", "C# in depth"), Case("c++", "C++ primer"),
        Case(".net", "Learning .NET"),
        Case("f#", "Expert F#"),
        Case("4k monitor", "4K monitor"), Case("a/c unit", "A/C unit for a van"),
        Case("ac unit", "A/C unit for a van"),
        Case("node.js", "Node.js cookbook"), Case("nodejs", "Node.js cookbook"), Case("at&t", "AT&T handset"),
        Case("att handset", "AT&T handset"), Case("h&m", "H & M jacket"), Case("r&b", "R&B records"),
        Case("asp.net", "ASP.NET for all"),
    ])
    func symbolsMeanSomething(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "C# in depth", "C++ primer", "Vitamin C tablets", "Learning .NET", "Fishing net", "Expert F#",
                "4K monitor", "A/C unit for a van", "Kitchen unit", "Node.js cookbook", "AT&T handset",
                "H & M jacket",
                "R&B records", "ASP.NET for all",
            ])
    }

    @Test(arguments: [
        Case("wifi", "Wi-Fi router", "wi fi extender"), Case("wi-fi", "Wi-Fi router", "wi fi extender"),
        Case("wi fi", "Wi-Fi router", "wi fi extender"), Case("screencover", "Screen cover, clear"),
        Case("screen cover", "Screen cover, clear"), Case("tshirt", "T-shirt, striped"),
        Case("t shirt", "T-shirt, striped"),
        Case("lawn mower", "Lawnmower, petrol"), Case("head phones", "Headphones, wired"),
        Case("scarves", "Scarf, wool"),
        Case("knives", "Knife, carbon steel"), Case("foot stool", "Footstool, velvet"),
        Case("mouse", "Mice for computers"),
        Case("shelf", "Shelves, pine"), Case("ebike", "E-bike, foldable"), Case("e bike", "E-bike, foldable"),
        Case("women's dresses", "Woman dress, blue"), Case("jewelry box", "Jewellery box"),
        Case("feet", "Foot warmer"),
        Case("tooth", "Teeth whitener"),
    ])
    func joinedSplitAndPlural(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Wi-Fi router", "wi fi extender", "Screen cover, clear", "T-shirt, striped",
                "Lawnmower, petrol",
                "Headphones, wired", "Scarf, wool", "Knife, carbon steel", "Footstool, velvet",
                "Mice for computers",
                "Shelves, pine", "E-bike, foldable", "Woman dress, blue", "Jewellery box", "Foot warmer",
                "Teeth whitener",
            ])
    }

    // MARK: Slips

    @Test(arguments: [
        Case("wadrobe", "Wardrobe, tall"), Case("wardribe", "Wardrobe, tall"),
        Case("bycicle", "Bicycle, red"),
        Case("matress", "Mattress, king"), Case("kettel", "Kettle, enamel"),
        Case("chrystal vase", "Crystal vase"),
        Case("sofs bed", "Sofa bed"), Case("freindship bracelet", "Friendship bracelet"),
        Case("guitsr", "Guitar, classical"),
        Case("accordian", "Accordion, small"), Case("stoool", "Oak stool, round"),
        Case("teapto", "Teapot, blue"),
    ])
    func slipsOfTheKeyboard(_ query: Case) async throws {
        try await expect(
            query,
            in: [
                "Wardrobe, tall", "Bicycle, red", "Mattress, king", "Crystal vase", "Sofa bed",
                "Friendship bracelet",
                "Guitar, classical", "Accordion, small",
            ])
    }

    // MARK: What was used

    @Test(arguments: [
        ("settee", "Sofa, two seats", MatchedWord.How.synonym), ("50 inch tv", "LG 50\" smart TV", .measure),
        ("xm4", "Sony WH-1000XM4", .code), ("wi fi", "Wi-Fi router", .exact),
        ("wifi", "Wi-Fi router", .exact),
        ("wadrobe", "Wardrobe, tall", .typo), ("scarves", "Scarf, wool", .stem),
        ("sofa", "Sofa, two seats", .exact),
    ])
    func everyResultSaysHowItWasFound(_ query: String, _ title: String, _ how: MatchedWord.How) async throws {
        let shop = try await BuyersShop([
            "Sofa, two seats", "LG 50\" smart TV", "Sony WH-1000XM4", "Wi-Fi router", "Wardrobe, tall",
            "Scarf, wool", "Headphones",
        ])
        let result = try #require(try await shop.results(query).first { $0.listing.title == title })
        #expect(result.matches.contains { $0.how == how }, "\(result.matches)")
    }
}
