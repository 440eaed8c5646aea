import SoukCatalog

/// What sites, phones and exports do to a seller's words: the defects that cleaning has to mend.
enum Damage: String, CaseIterable, Sendable, Codable {
    case entities, tags, mojibake, replacementCharacter, emoji, telephone, email, postedBy, spaces,
        decomposed, capitals

    /// How many descriptions of a hundred have it.
    var percent: Double {
        switch self {
        case .postedBy: 8
        case .entities, .telephone: 6
        case .emoji: 5
        case .mojibake, .tags, .spaces, .capitals: 3
        case .email, .replacementCharacter: 2
        case .decomposed: 1
        }
    }

    func apply(to text: String, path: [String], town: Town, _ dice: inout SplitMix64) -> String {
        switch self {
        case .entities:
            text.replacing("&", with: "&amp;").replacing("£", with: "&pound;").replacing("’", with: "&#39;")
                + " &nbsp;&amp; thanks"
        case .tags: "<p>" + text.replacing("\r", with: "<br/>") + "</p>"
        case .mojibake: text.replacing("’", with: "â€™").replacing("£", with: "Â£") + " CafÃ© style"
        case .replacementCharacter: text.replacing("’", with: "\u{FFFD}") + " 60\u{FFFD}"
        case .emoji: dice.pick(["🌈🌈", "⭐️", "🔥", "😀", "📦"]) + text + dice.pick(["🙏", "👍👍", "💷"])
        case .telephone:
            text + " " + dice.pick(["Call", "Text", "WhatsApp"])
                + " \(dice.pick(Self.names)) 07700 900\(100 + dice.below(900))"
        case .email: text + " Email \(dice.pick(Self.names).lowercased())\(dice.below(100))@example.com"
        case .postedBy:
            text
                + " Posted by \(dice.pick(Self.names)) in \(path.joined(separator: ", ")) in \(town.name). \(1 + dice.below(28)) March 2025"
        case .spaces: "  " + text.replacing(" ", with: "   ", maxReplacements: 3) + "\t  "
        case .decomposed: text + " Cafe\u{301} chic"
        case .capitals: text.uppercased()
        }
    }

    static let names = [
        "Pat", "Jo", "Sam", "Alex", "Robin", "Chris", "Kim", "Lee", "Charlie", "Ash", "Morgan", "Frankie",
        "Dee", "Max",
    ]
}
