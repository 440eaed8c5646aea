import SoukCatalog

/// What a seller types into the description box, before the site and the years spoil it.
enum DescriptionWriter {
    static func write(_ kind: ItemKind, _ paint: Paint, noun: String, maker: String, _ dice: inout SplitMix64)
        -> String
    {
        let colour = paint.name
        var lines = [
            dice.pick([
                "Selling my \(colour) \(noun).", "\(maker) \(noun) in \(colour).",
                "Here’s a \(colour) \(noun) by \(maker).",
                "For sale: \(noun), \(colour).", "A lovely \(colour) \(noun), \(maker).",
                "\(noun.prefix(1).uppercased())\(noun.dropFirst())",
                "We don’t need this \(noun) any more.",
            ])
        ]
        for _ in 0..<(1 + dice.below(3)) {
            let fact = dice.pick(kind.facts)
            if !lines.contains(fact) { lines.append(fact) }
        }
        if dice.chance(0.7) { lines.append(dice.pick(states)) }
        if dice.chance(0.5) { lines.append(dice.pick(reasons)) }
        if dice.chance(0.75) { lines.append(dice.pick(handovers)) }
        if dice.chance(0.3) { lines.append(dice.pick(deals)) }
        return lines.joined(separator: dice.pick(["\r", "\r", "\r\r", " ", ". ", " - "]))
    }

    private static let states = [
        "Very good condition", "Used but works as it should", "A few marks, see photos",
        "Like new, hardly used",
        "Some wear & tear", "Well looked after", "Brand new, still in the box",
        "Good clean condition, pet free home",
        "It’s seen better days but it’s solid",
    ]
    private static let reasons = [
        "Moving house so it has to go", "Having a clear out", "Bought the wrong one", "Unwanted present",
        "No room for it any more", "The kids have outgrown it", "Upgraded, so no longer needed",
        "We’re redecorating",
    ]
    private static let handovers = [
        "Collection only", "Can deliver locally for petrol money", "Collection or postage at cost",
        "Pick up evenings or weekends", "Cash on collection please", "Can post, buyer pays",
        "Meet at the station",
    ]
    private static let deals = [
        "£5 off for a quick sale", "Sensible offers only", "No time wasters", "ONO", "Open to swaps",
        "Cost £100 more new", "Price is fixed", "See my other ads",
    ]
}
