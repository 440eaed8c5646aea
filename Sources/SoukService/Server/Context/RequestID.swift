import Foundation
import HTTPTypes

extension HTTPField.Name {
    static let requestID = requireName("X-Request-Id")

    /// A name that is known to be one.
    static func requireName(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
        return name
    }
}

enum RequestIDs {
    /// The caller's where it is 1 to 64 letters, digits, `-`, `_` or `.`; else a new one.
    static func id(for fields: HTTPFields) -> String {
        if let given = fields[.requestID], (1...64).contains(given.utf8.count), given.utf8.allSatisfy(isSane)
        {
            return given
        }
        var random = SystemRandomNumberGenerator()
        let digits = String(random.next(), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isSane(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
