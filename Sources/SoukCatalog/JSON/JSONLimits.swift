/// What a JSON document may ask of the machine.
package struct JSONLimits: Sendable {
    /// Objects and arrays within each other.
    package var depth: Int
    /// Values of any kind, members and items included.
    package var values: Int

    /// Whether numbers come as the text that stands there, with all their digits.
    package var keepsNumbers: Bool

    package init(depth: Int = 24, values: Int = 50_000, keepsNumbers: Bool = false) {
        (self.depth, self.values, self.keepsNumbers) = (depth, values, keepsNumbers)
    }

    package static let standard = JSONLimits()
}

/// Why a text is not JSON, or more than is taken, and where.
package struct JSONFault: Error, Sendable, Equatable {
    /// Bytes before the fault.
    package var offset: Int
    package var reason: String

    package init(offset: Int, reason: String) { (self.offset, self.reason) = (offset, reason) }
}
