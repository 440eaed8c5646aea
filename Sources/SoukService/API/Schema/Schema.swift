/// What a JSON value must be: requests are held against it, and the OpenAPI document shows it.
struct Schema: Sendable {
    indirect enum Kind: Sendable {
        /// Other members than these are refused.
        case object([Member])
        /// Any names, with values of one kind.
        case map(Schema, most: Int)
        case array(Schema, ClosedRange<Int>)
        /// A value, or an array of up to so many.
        case oneOrMore(Schema, most: Int)
        /// Length in Unicode scalars.
        case string(ClosedRange<Int>, Format)
        case choice([String])
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case boolean
    }

    enum Format: String, Sendable {
        case plain
        /// RFC 3339.
        case time = "date-time"
        /// At most 256 bytes, no control characters.
        case id
        /// RFC 4648, section 4.
        case base64 = "byte"
    }

    struct Member: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    var kind: Kind
    /// What it is, for people.
    var note: String?
    /// Under which the document keeps it; nil stands where it is used.
    var name: String?
    /// Whether null is taken, too.
    var isNullable = false

    init(_ kind: Kind, _ note: String? = nil, name: String? = nil) {
        self.kind = kind
        self.note = note
        self.name = name
    }
}

// MARK: Short forms

extension Schema {
    static func object(_ name: String?, _ note: String? = nil, _ members: [Member]) -> Schema {
        Schema(.object(members), note, name: name)
    }

    static func array(_ item: Schema, _ count: ClosedRange<Int> = 0...100_000, _ note: String? = nil)
        -> Schema
    {
        Schema(.array(item, count), note)
    }

    static func oneOrMore(_ value: Schema, most: Int, _ note: String? = nil) -> Schema {
        Schema(.oneOrMore(value, most: most), note)
    }

    static func map(_ value: Schema, most: Int, _ note: String? = nil) -> Schema {
        Schema(.map(value, most: most), note)
    }

    static func string(
        _ length: ClosedRange<Int> = 0...1_000_000, _ format: Format = .plain, _ note: String? = nil
    ) -> Schema {
        Schema(.string(length, format), note)
    }

    static func text(_ note: String? = nil) -> Schema { .string(0...1_000_000, .plain, note) }

    static func choice(_ values: [String], _ note: String? = nil) -> Schema { Schema(.choice(values), note) }

    static func integer(_ range: ClosedRange<Int>, _ note: String? = nil) -> Schema {
        Schema(.integer(range), note)
    }

    static func count(_ note: String? = nil) -> Schema { .integer(0...9_007_199_254_740_991, note) }

    static func number(_ range: ClosedRange<Double>, _ note: String? = nil) -> Schema {
        Schema(.number(range), note)
    }

    /// Any number that is finite.
    static func real(_ note: String? = nil) -> Schema {
        .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, note)
    }

    static func flag(_ note: String? = nil) -> Schema { Schema(.boolean, note) }
    static func id(_ note: String? = nil) -> Schema { .string(1...256, .id, note) }
    static func time(_ note: String? = nil) -> Schema { .string(10...40, .time, note) }

    /// The same, or null.
    var orNull: Schema {
        var copy = self
        copy.isNullable = true
        return copy
    }

    func noted(_ note: String) -> Schema {
        var copy = self
        copy.note = note
        return copy
    }
}

extension Schema.Member {
    static func required(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: true)
    }

    static func optional(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: false)
    }
}
