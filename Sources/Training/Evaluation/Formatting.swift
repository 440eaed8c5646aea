import Foundation

/// `62.4 %`; the same in every locale.
func percent(_ share: Double) -> String { decimal(share * 100, places: 1) + " %" }

/// `1.234`; the same in every locale.
func decimal(_ value: Double, places: Int) -> String {
    String(format: "%.\(places)f", value)
}

/// `6,100`.
func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
        result.append(digit)
    }
    return count < 0 ? "-" + result : result
}
