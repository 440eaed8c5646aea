import Foundation

/// A price as soft steps on a logarithmic scale, so that near prices look alike.
public enum PriceCode {
    static let steps = 10
    /// The steps, and whether there is a price at all.
    public static let width = steps + 1

    /// - Parameter amount: in units (pounds, not pence); nil where there is none.
    public static func values(_ amount: Double?) -> [Float] {
        guard let amount, amount.isFinite, amount >= 0 else {
            return [Float](repeating: 0, count: steps) + [1]
        }
        let place = log1p(amount)
        return (0..<steps).map { Float(exp(-pow(place - Double($0), 2) / 0.7)) } + [0]
    }
}

/// Words by which sellers tell the state of a thing.
public enum ConditionWords {
    static let groups: [[String]] = [
        ["new", "unused", "unopened", "sealed", "bnib", "bnwt"],
        ["mint", "immaculate", "pristine", "perfect"],
        ["excellent", "great"], ["good"], ["used", "second-hand", "secondhand", "pre-owned", "worn"],
        ["fair", "okay", "tatty", "tired"], ["broken", "faulty", "damaged", "cracked", "dead"],
        ["spares", "repair", "parts", "untested"], ["boxed", "box", "packaging"],
        ["refurbished", "restored", "reconditioned", "upcycled"], ["vintage", "antique", "retro", "classic"],
        ["warranty", "guarantee", "receipt"], ["scratches", "scratch", "marks", "scuffs", "dent", "stain"],
        ["working", "works"],
    ]
    public static let width = groups.count

    public static func values(_ text: String) -> [Float] {
        let words = Set(
            text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init))
        return groups.map { $0.contains(where: words.contains) ? 1 : 0 }
    }
}
