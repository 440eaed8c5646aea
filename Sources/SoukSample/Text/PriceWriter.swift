import SoukCatalog
import Foundation

/// What a seller asks: log-normal around the median of the kind, in round numbers; or a joke.
enum PriceWriter {
    static func write(_ kind: ItemKind, _ dice: inout SplitMix64) -> String {
        switch dice.below(1000) {
        case 0..<18: return "Free"
        case 18..<26: return "£0.00"
        case 26..<31: return "£123,456.00"
        case 31..<35: return "£9,999,999.00"
        case 35..<39: return "POA"
        case 39..<43: return ""
        default: break
        }
        let asked = kind.price * exp(0.45 * dice.normal())
        let step = asked < 20 ? 1.0 : asked < 100 ? 5 : 10
        return pounds(Int(max(1, (asked / step).rounded() * step)), pence: dice.chance(0.04) ? 99 : 0)
    }

    static func pounds(_ whole: Int, pence: Int) -> String {
        let digits = whole < 1000 ? "\(whole)" : "\(whole / 1000),\(String(1000 + whole % 1000).dropFirst())"
        return "£\(digits).\(pence < 10 ? "0" : "")\(pence)"
    }
}
