import SoukCatalog

/// What makes one thing this very thing: the same in all its photos.
struct Look: Sendable {
    let paint: Paint
    /// A second colour that goes with the first.
    let accent: Colour
    let wood: Colour
    let metal: Colour
    /// Decides proportions and details.
    var dice: SplitMix64

    init(seed: UInt64, paints: [Paint]) {
        var dice = SplitMix64(seed: seed)
        paint = dice.pick(paints)
        let chosen = paint
        accent = dice.pick(Paint.bright.filter { $0 != chosen }).colour
        wood = dice.pick([.pine, .oak, .walnut])
        metal = dice.pick([.steel, .chrome, .graphite, .brass])
        self.dice = dice
    }

    var main: Colour { paint.colour }

    mutating func between(_ low: Double, _ high: Double) -> Double { dice.between(low, high) }
    mutating func pick<Element>(_ choices: [Element]) -> Element { dice.pick(choices) }
    mutating func chance(_ probability: Double) -> Bool { dice.chance(probability) }
}
