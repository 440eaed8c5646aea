/// The units that sellers and buyers write.
struct MeasureUnits {
    let quantity: MeasureQuantity
    /// How much of the quantity's own unit it is.
    let factor: Double

    static func of(_ name: String) -> MeasureUnits? { named[name] }

    /// Counts, before which a number may be a word: `two seater`.
    var isCount: Bool {
        switch quantity {
        case .pieces, .seats, .people, .drawers, .doors, .bedrooms, .tiers, .speeds: true
        default: false
        }
    }

    static let numberWords: [String: Double] = [
        "one": 1, "single": 1, "two": 2, "double": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    ]

    private static let named: [String: MeasureUnits] = {
        var named: [String: MeasureUnits] = [:]
        for (quantity, factor, names) in table {
            for name in names.split(separator: " ") {
                named[String(name)] = MeasureUnits(quantity: quantity, factor: factor)
            }
        }
        return named
    }()

    private static let table: [(MeasureQuantity, Double, String)] = [
        (.length, 0.1, "mm millimetre millimeter millimetres millimeters"),
        (.length, 1, "cm cms centimetre centimeter centimetres centimeters"),
        (.length, 100, "m mtr mtrs metre meter metres meters"), (.length, 100_000, "km kms"),
        (.length, 2.54, "in ins inch inches inchs"), (.length, 30.48, "ft foot feet"),
        (.length, 91.44, "yd yds yard yards"),
        (.volume, 1, "ml mls millilitre milliliter millilitres milliliters"), (.volume, 10, "cl"),
        (.volume, 1_000, "l ltr ltrs litre liter litres liters"), (.volume, 4_546, "gal gallon gallons"),
        (.volume, 568, "pt pint pints"), (.volume, 1_137, "qt quart quarts"),
        (.mass, 1, "g gr gram grams gramme grammes"), (.mass, 1_000, "kg kgs kilo kilos kilogram kilograms"),
        (.mass, 453.6, "lb lbs pound pounds"), (.mass, 28.35, "oz ounce ounces"), (.mass, 6_350, "stone"),
        (.charge, 1, "mah"), (.charge, 1_000, "ah"), (.voltage, 1, "v volt volts vdc vac"),
        (.power, 1, "w watt watts"), (.power, 1_000, "kw kilowatt kilowatts"),
        (.power, 745.7, "hp bhp horsepower"),
        (.energy, 1, "wh"), (.energy, 1_000, "kwh"), (.current, 1, "a amp amps ampere amperes"),
        (.frequency, 1, "hz hertz"), (.frequency, 1e3, "khz"), (.frequency, 1e6, "mhz"),
        (.frequency, 1e9, "ghz"),
        (.bytes, 1, "mb megabyte megabytes"), (.bytes, 1_000, "gb gig gigs gigabyte gigabytes"),
        (.bytes, 1e6, "tb terabyte terabytes"), (.duration, 1, "min mins minute minutes"),
        (.duration, 60, "hr hrs hour hours"), (.years, 1, "month months mth mths"),
        (.years, 12, "year years yr yrs"), (.temperature, 1, "deg degree degrees"),
        (.pressure, 1, "psi"), (.pressure, 14.5, "bar"), (.rotation, 1, "rpm"),
        (.pixels, 1, "mp megapixel megapixels"),
        (.heat, 1, "btu btus"), (.gauge, 1, "ga gauge"),
        (.pieces, 1, "pc pcs piece pieces pk pack packs pce"), (.seats, 1, "seater seaters seat seats str"),
        (.people, 1, "person people man berth"), (.drawers, 1, "drawer drawers"), (.doors, 1, "door doors"),
        (.bedrooms, 1, "bed beds bedroom bedrooms"), (.tiers, 1, "tier tiers shelf shelves"),
        (.speeds, 1, "speed speeds gears"),
    ]
}
