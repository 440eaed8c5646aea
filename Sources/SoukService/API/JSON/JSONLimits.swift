/// What a JSON document may ask of the machine.
struct JSONLimits: Sendable {
    /// Objects and arrays within each other.
    var depth = 24
    /// Values of any kind, members and items included.
    var values = 50_000

    static let standard = JSONLimits()
}

/// Why a text is not JSON, or more than is taken, and where.
struct JSONFault: Error, Sendable, Equatable {
    /// Bytes before the place.
    var offset: Int
    var reason: String
}
