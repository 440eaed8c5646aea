import Foundation

/// Reads where a seller is: `Wokingham, Berkshire`, `Leeds LS6 2AB`, `51.41, -0.83`.
struct LocationText: Equatable {
    private(set) var town = ""
    private(set) var county: String?
    /// The outward part of a British postcode, in capitals.
    private(set) var postcodeDistrict: String?
    private(set) var coordinates: Coordinates?

    private static let countries: Set<String> = [
        "uk", "united kingdom", "gb", "great britain", "england", "scotland", "wales", "northern ireland",
        "ireland",
        "germany", "deutschland", "france", "usa", "united states", "india", "netherlands", "nederland",
    ]

    init(_ text: String) {
        var scalars = Array(text.unicodeScalars.prefix(500))
        _ = Entities.decode(&scalars)
        _ = Mojibake.mend(&scalars)
        _ = LostCharacters.replace(&scalars)
        _ = Invisibles.remove(&scalars)
        _ = WhiteSpace.collapse(&scalars, keepsLines: false)
        let plain = String(scalars)
        if let found = Coordinates(plain) {
            coordinates = found
            town = plain
            return
        }
        var parts: [String] = []
        for part in plain.split(separator: ",") {
            let (rest, district) = Self.withoutPostcode(String(part))
            postcodeDistrict = postcodeDistrict ?? district
            let name = rest.trimmingWhitespace()
            if !name.isEmpty { parts.append(name.precomposedStringWithCanonicalMapping) }
        }
        while parts.count > 1, let last = parts.last, Self.countries.contains(last.lowercased()) {
            parts.removeLast()
        }
        if parts.count > 1 { county = parts.removeLast() }
        town = parts.joined(separator: ", ")
        if town.isEmpty, let postcodeDistrict {
            town = PostcodeAreas.town(ofDistrict: postcodeDistrict) ?? postcodeDistrict
        }
    }

    /// Takes a postcode off: whole (`LS6 2AB`) or its district alone at the end (`LS6`).
    private static func withoutPostcode(_ part: String) -> (rest: String, district: String?) {
        var words = part.split(separator: " ").map(String.init)
        for index in words.indices.reversed() {
            let word = words[index].uppercased()
            if index + 1 < words.count, isInward(words[index + 1].uppercased()), isOutward(word) {
                words.removeSubrange(index...index + 1)
                return (words.joined(separator: " "), word)
            }
            if word.utf8.count >= 5, isInward(String(word.suffix(3))), isOutward(String(word.dropLast(3))) {
                words.remove(at: index)
                return (words.joined(separator: " "), String(word.dropLast(3)))
            }
        }
        if let last = words.last?.uppercased(), isOutward(last) {
            return (words.dropLast().joined(separator: " "), last)
        }
        return (part, nil)
    }

    private static func isOutward(_ word: String) -> Bool {
        let letters = word.unicodeScalars.prefix { $0.isASCIILetter }
        let rest = Array(word.unicodeScalars.dropFirst(letters.count))
        guard (1...2).contains(letters.count), (1...2).contains(rest.count), rest[0].isDigit else {
            return false
        }
        return PostcodeAreas.isArea(String(letters))
            && (rest.count == 1 || rest[1].isDigit || rest[1].isASCIILetter)
    }

    private static func isInward(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        return scalars.count == 3 && scalars[0].isDigit && scalars[1].isASCIILetter
            && scalars[2].isASCIILetter
    }
}
