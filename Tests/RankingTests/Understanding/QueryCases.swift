import Testing

import SoukRanking

/// A query and what must come of it.
struct QueryCase: Sendable, CustomTestStringConvertible {
    var query: String
    var words: String
    /// In pounds.
    var minimum: Double? = nil
    var maximum: Double? = nil
    var place: String? = nil
    var kilometres: Double? = nil
    var without: [String] = []
    var hasPhoto = false
    var condition: String? = nil

    init(
        _ query: String, _ words: String, minimum: Double? = nil, maximum: Double? = nil,
        place: String? = nil,
        kilometres: Double? = nil, without: [String] = [], hasPhoto: Bool = false, condition: String? = nil
    ) {
        (self.query, self.words) = (query, words)
        (self.minimum, self.maximum) = (minimum, maximum)
        (self.place, self.kilometres, self.without) = (place, kilometres, without)
        (self.hasPhoto, self.condition) = (hasPhoto, condition)
    }

    /// A query that is words and nothing else.
    init(plain: String) { self.init(plain, plain) }

    var testDescription: String { query }
}

extension QueryCase {
    static let prices: [QueryCase] = [
        QueryCase("sofa under £50", "sofa", maximum: 50),
        QueryCase("under £50 sofa", "sofa", maximum: 50),
        QueryCase("Sofa UNDER £50!", "Sofa", maximum: 50),
        QueryCase("lamp less than 100", "lamp", maximum: 100),
        QueryCase("lamp for less than £15.50", "lamp for", maximum: 15.5),
        QueryCase("bike below 250 quid", "bike", maximum: 250),
        QueryCase("bike up to £1,200", "bike", maximum: 1200),
        QueryCase("piano over 1k", "piano", minimum: 1000),
        QueryCase("piano over £1.5k", "piano", minimum: 1500),
        QueryCase("car more than 2000 pounds", "car", minimum: 2000),
        QueryCase("desk no more than £40", "desk", maximum: 40),
        QueryCase("desk £20-£40", "desk", minimum: 20, maximum: 40),
        QueryCase("desk £20 - £40", "desk", minimum: 20, maximum: 40),
        QueryCase("desk £20–40", "desk", minimum: 20, maximum: 40),
        QueryCase("desk 20-40 pounds", "desk", minimum: 20, maximum: 40),
        QueryCase("desk £20 to £40", "desk", minimum: 20, maximum: 40),
        QueryCase("desk from £20 to £40", "desk", minimum: 20, maximum: 40),
        QueryCase("between 20 and 40 pounds desk", "desk", minimum: 20, maximum: 40),
        QueryCase("desk between £20 and £40 oak", "desk oak", minimum: 20, maximum: 40),
        QueryCase("desk between 20 and 40", "desk", minimum: 20, maximum: 40),
        QueryCase("desk £40-£20", "desk", minimum: 20, maximum: 40),
        QueryCase("desk £50 or less", "desk", maximum: 50),
        QueryCase("desk £50 max", "desk", maximum: 50),
        QueryCase("desk max £50", "desk", maximum: 50),
        QueryCase("desk £100+", "desk", minimum: 100),
        QueryCase("desk <£100", "desk", maximum: 100),
        QueryCase("desk from £100", "desk", minimum: 100),
        QueryCase("ford focus 1.6 under 2000", "ford focus 1.6", maximum: 2000),
        QueryCase("canon 50mm under £100", "canon 50mm", maximum: 100),
        QueryCase("iphone 12 64gb under £200", "iphone 12 64gb", maximum: 200),
        QueryCase("32\" tv under £100", "32\" tv", maximum: 100),
        QueryCase("wardrobe free to collector", "wardrobe", maximum: 0),
        QueryCase("wardrobe for free", "wardrobe", maximum: 0),
    ]

    static let places: [QueryCase] = [
        QueryCase("sofa near Leeds", "sofa", place: "Leeds", kilometres: 30),
        QueryCase("sofa near leeds city centre", "sofa", place: "Leeds", kilometres: 30),
        QueryCase("sofa in Bristol", "sofa", place: "Bristol", kilometres: 15),
        QueryCase("sofa in bristol", "sofa", place: "Bristol", kilometres: 15),
        QueryCase("sofa under £50 near Leeds", "sofa", maximum: 50, place: "Leeds", kilometres: 30),
        QueryCase("sofa in leeds under £50", "sofa", maximum: 50, place: "Leeds", kilometres: 15),
        QueryCase("sofa within 10 miles of York", "sofa", place: "York", kilometres: 16.09344),
        QueryCase("sofa within 5km of york", "sofa", place: "York", kilometres: 5),
        QueryCase("sofa near york within 20 miles", "sofa", place: "York", kilometres: 32.18688),
        QueryCase("sofa 5 miles from st albans", "sofa", place: "St Albans", kilometres: 8.04672),
        QueryCase("sofa near saint albans", "sofa", place: "St Albans", kilometres: 30),
        QueryCase("bed close to newcastle upon tyne", "bed", place: "Newcastle upon Tyne", kilometres: 30),
        QueryCase("lamp near reading", "lamp", place: "Reading", kilometres: 30),
        QueryCase("lamp in Reading", "lamp", place: "Reading", kilometres: 15),
        QueryCase("mat near bath", "mat", place: "Bath", kilometres: 30),
        QueryCase(
            "leeds united shirt in Leeds, small", "leeds united shirt small", place: "Leeds", kilometres: 15),
    ]

    static let others: [QueryCase] = [
        QueryCase("sofa -broken", "sofa", without: ["broken"]),
        QueryCase("-broken", "", without: ["broken"]),
        QueryCase("phone -\"spares or repair\" black", "phone black", without: ["spares or repair"]),
        QueryCase("phone –cracked", "phone", without: ["cracked"]),
        QueryCase("table without chairs", "table", without: ["chairs"]),
        QueryCase("table without the chairs, oak", "table oak", without: ["chairs"]),
        QueryCase("sofa with photos", "sofa", hasPhoto: true),
        QueryCase("sofa with pictures only", "sofa", hasPhoto: true),
        QueryCase("only with photos sofa", "sofa", hasPhoto: true),
        QueryCase("brand new kettle", "kettle", condition: "New"),
        QueryCase("kettle in good condition", "kettle", condition: "Good"),
        QueryCase("ｓｏｆａ　under £50", "sofa", maximum: 50),
        QueryCase("so\u{200B}fa   under\t£50", "sofa", maximum: 50),
        QueryCase("\"under £50\" sign", "\"under £50\" sign"),
    ]

    /// Everything here looks like a demand, and is none.
    static let traps: [QueryCase] = [
        "size 10 under armour", "50 shades of grey", "reading lamp", "sandwich toaster", "bath", "bath mat",
        "leather sofa in brown", "iphone 12 over 64gb", "tv over 40 inch", "cheap sofa", "leeds",
        "sofa leeds",
        "leeds united shirt", "toys for under 5s", "toys for under 12", "mileage under 50000",
        "dress size 10-12",
        "drill bits 20-40", "monitor under 4k", "under cabinet lights", "over the door hooks",
        "sugar free sweets",
        "hands free kit", "free standing mirror", "near mint vinyl", "near new york", "lamp in bath",
        "york stone paving",
        "patio in york stone", "book with pictures", "frame with photo", "photo frame", "new york poster",
        "new balance trainers", "t-shirt", "black - white rug", "-50 freezer", "3-2-1 game",
        "between the lines book", "without", "no more heroes", "bed in a bag", "made in england",
        "from me to you",
        "rugby shirt", "close to home book", "max payne 3", "max mara coat", "over 18 puzzles",
        "car in progress",
        "wii in box", "$50 gift card", "windows 10 pro", "fiat 500 over 2 litres", "up to 3 players",
        "over 100 records", "around the world in 80 days", "boots size under 10",
    ].map(QueryCase.init(plain:))
}
