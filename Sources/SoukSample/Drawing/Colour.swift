/// An sRGB colour.
struct Colour: Hashable, Sendable {
    var red, green, blue: UInt8

    init(_ hex: UInt32) {
        red = UInt8(hex >> 16 & 255)
        green = UInt8(hex >> 8 & 255)
        blue = UInt8(hex & 255)
    }

    func mixed(with other: Colour, _ share: Double) -> Colour {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Double(a) + (Double(b) - Double(a)) * min(max(share, 0), 1)).rounded())
        }
        var result = self
        result.red = mix(red, other.red)
        result.green = mix(green, other.green)
        result.blue = mix(blue, other.blue)
        return result
    }

    func lighter(_ share: Double) -> Colour { mixed(with: Colour(0xFFFBF2), share) }
    func darker(_ share: Double) -> Colour { mixed(with: Colour(0x15121F), share) }

    var css: String { "rgb(\(red),\(green),\(blue))" }
}

extension Colour {
    static let white = Colour(0xF7F5F0), cream = Colour(0xEFE4CC), paper = Colour(0xFBF7EC)
    static let ink = Colour(0x2A2833), graphite = Colour(0x4A4A55), slate = Colour(0x6B7280)
    static let steel = Colour(0xAAB2BD), chrome = Colour(0xD3D8DF), brass = Colour(0xC9A24B)
    static let pine = Colour(0xD9AE74), oak = Colour(0xB98552), walnut = Colour(0x7A5236)
    static let leaf = Colour(0x5E9A55), sky = Colour(0x9CCBE8), skin = Colour(0xC98B5E)
    static let rubber = Colour(0x34343C), glass = Colour(0xBFDDE6), glow = Colour(0xFFE9B0)
}

/// A colour and the word that a seller would use for it.
struct Paint: Sendable, Hashable {
    var name: String
    var colour: Colour

    static let all: [Paint] = [
        Paint("red", 0xC8443F), Paint("navy", 0x2F3E66), Paint("grey", 0x8B8F98), Paint("teal", 0x2F8584),
        Paint("mustard", 0xD9A334), Paint("green", 0x5B8C5A), Paint("pink", 0xE39AA8),
        Paint("black", 0x34343D),
        Paint("white", 0xF0EEE8), Paint("cream", 0xE8DCC0), Paint("brown", 0x7C5138),
        Paint("purple", 0x7D5BA0),
        Paint("orange", 0xE07B39), Paint("beige", 0xCDB898), Paint("blue", 0x3F78B5),
        Paint("yellow", 0xEBC84B),
        Paint("silver", 0xB9C0C9), Paint("gold", 0xC9A24B), Paint("burgundy", 0x7B2D3B),
        Paint("turquoise", 0x48B3B0),
        Paint("pine", 0xD9AE74), Paint("oak", 0xB98552), Paint("walnut", 0x7A5236), Paint("mint", 0xA9D3B8),
    ]

    private init(_ name: String, _ hex: UInt32) {
        self.name = name
        colour = Colour(hex)
    }

    /// The paints of these names, in the order of the names.
    static func named(_ names: String) -> [Paint] {
        names.split(separator: " ").compactMap { name in all.first { $0.name == name } }
    }

    static let cloth = named(
        "red navy grey teal mustard green pink black cream brown purple beige blue burgundy")
    static let bright = named("red teal mustard green pink orange blue yellow purple turquoise")
    static let wood = named("pine oak walnut white black")
    static let machine = named("white silver black grey")
    static let tool = named("yellow red green blue orange teal")
}
