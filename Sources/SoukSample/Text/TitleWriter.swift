import SoukCatalog

/// What a seller types into the title box.
enum TitleWriter {
    static func write(_ kind: ItemKind, _ paint: Paint, noun: String, maker: String, _ dice: inout SplitMix64)
        -> String
    {
        let colour = paint.name, condition = dice.pick(conditions)
        if dice.chance(0.04) { return dice.pick(vague) }
        let title =
            switch dice.below(9) {
            case 0: "\(colour) \(noun)"
            case 1: "\(maker) \(noun)"
            case 2: "\(noun), \(colour), \(condition)"
            case 3: "\(maker) \(noun) - \(colour)"
            case 4: "\(condition) \(noun)"
            case 5: "\(colour) \(maker) \(noun)"
            case 6: "\(noun) for sale"
            case 7: "\(noun) (\(colour)) \(dice.pick(kind.facts))"
            default: "\(condition) \(colour) \(noun)"
            }
        return dressed(title, &dice)
    }

    private static func dressed(_ title: String, _ dice: inout SplitMix64) -> String {
        let first = title.prefix(1).uppercased() + title.dropFirst()
        switch dice.below(20) {
        case 0: return first.uppercased()
        case 1: return title
        case 2: return first + "!!!"
        case 3: return dice.pick(["🔥", "✨", "👍", "♻️", "🚲", "🎁"]) + first + dice.pick(["🔥", "✨", "❤️"])
        case 4: return first.replacing(" ", with: "  ", maxReplacements: 1) + " "
        default: return first
        }
    }

    private static let conditions = [
        "nice", "good condition", "like new", "used", "vintage", "well loved", "excellent", "brand new",
        "clean",
    ]
    private static let vague = [
        "Bargain, must go today", "See photos", "Selling for a friend", "Moving house - everything must go",
        "Job lot",
    ]
}
