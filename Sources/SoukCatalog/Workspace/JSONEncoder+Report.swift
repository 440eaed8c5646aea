public import Foundation

extension JSONEncoder {
    /// Sorted keys, indented, no escaped slashes; refuses NaN and infinities.
    public static var report: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
