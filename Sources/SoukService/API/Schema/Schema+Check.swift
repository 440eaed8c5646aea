import SoukCatalog
import Foundation

/// Why a value is not what its schema says: where, what was expected, and what stands there.
struct SchemaFault: Error, Sendable, Equatable {
    var pointer: JSONPointer
    var expected: String
    var found: String
    /// What to do, where there is more to say than "give what is expected".
    var remedy: String?
}

extension Schema {
    /// - Throws: the first fault, in the order of members' names.
    func check(_ value: JSON, at pointer: JSONPointer = .root) throws(SchemaFault) {
        if isNullable, value == .null { return }
        func fault(_ found: String) -> SchemaFault {
            SchemaFault(pointer: pointer, expected: expectation, found: found)
        }
        switch (kind, value) {
        case (.object(let members), .object(let values)): try Self.check(values, members, at: pointer)
        case (.map(let schema, let most), .object(let values)):
            guard values.count <= most else { throw fault("an object with \(values.count)") }
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                try schema.check(value, at: pointer.appending(name))
            }
        case (.array(let schema, let count), .array(let items)):
            guard count.contains(items.count) else { throw fault("an array of \(items.count)") }
            for (index, item) in items.enumerated() { try schema.check(item, at: pointer.appending(index)) }
        case (.oneOrMore(let schema, let most), .array(let items)):
            guard (1...most).contains(items.count) else { throw fault("an array of \(items.count)") }
            for (index, item) in items.enumerated() { try schema.check(item, at: pointer.appending(index)) }
        case (.oneOrMore(let schema, _), _): try schema.check(value, at: pointer)
        case (.string(let length, let format), .string(let text)):
            let found = text.unicodeScalars.count
            guard format == .time || length.contains(found) else {
                throw fault("a string of \(found) characters")
            }
            guard Self.suits(text, format) else { throw fault(Self.quoted(text)) }
        case (.choice(let choices), .string(let text)):
            guard choices.contains(text) else {
                throw SchemaFault(
                    pointer: pointer, expected: expectation, found: Self.quoted(text),
                    remedy: NearestName.question(text, among: choices))
            }
        case (.integer(let range), .integer), (.integer(let range), .number):
            guard let number = value.whole else { throw fault(Self.shown(value)) }
            guard range.contains(number) else { throw fault(Self.shown(value)) }
        case (.number(let range), .integer), (.number(let range), .number):
            guard let number = value.decimal, number.isFinite, range.contains(number) else {
                throw fault(Self.shown(value))
            }
        case (.boolean, .bool): return
        default: throw fault(value.kindName)
        }
    }

    private static func check(
        _ values: [String: JSON], _ members: [Member], at pointer: JSONPointer
    ) throws(SchemaFault) {
        let known = members.map(\.name)
        if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
            throw SchemaFault(
                pointer: pointer.appending(unknown),
                expected: known.isEmpty ? "no members" : "only \(known.joined(separator: ", "))",
                found: "a member that is not known",
                remedy: NearestName.question(unknown, among: known))
        }
        for member in members {
            guard let value = values[member.name] else {
                guard member.isRequired else { continue }
                throw SchemaFault(
                    pointer: pointer.appending(member.name), expected: member.schema.expectation,
                    found: "nothing")
            }
            try member.schema.check(value, at: pointer.appending(member.name))
        }
    }

    private static func suits(_ text: String, _ format: Format) -> Bool {
        switch format {
        case .plain, .base64: true
        case .time: Timestamp.seconds(text) != nil
        case .id:
            text.utf8.count <= ListingID.longest
                && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        }
    }

    /// What messages say is expected.
    var expectation: String {
        let what =
            switch kind {
            case .object: "an object"
            case .map(_, let most): "an object with at most \(most) members"
            case .array(_, let count): "an array of \(count.lowerBound) to \(count.upperBound) items"
            case .oneOrMore(let schema, let most): "\(schema.expectation), or an array of 1 to \(most)"
            case .string(_, .time): "a time such as 2026-02-03T09:30:00Z"
            case .string(_, .id): "an id of 1 to 256 bytes without control characters"
            case .string(let length, _): "a string of \(length.lowerBound) to \(length.upperBound) characters"
            case .choice(let choices): "one of \(choices.joined(separator: ", "))"
            case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
            case .number(let range) where range.upperBound == .greatestFiniteMagnitude: "a number"
            case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
            case .boolean: "true or false"
            }
        return isNullable ? what + ", or null" : what
    }

    /// A client's text in a message: short, and nothing that a terminal or a log would take for more than text.
    static func quoted(_ text: String) -> String {
        let plain = text.unicodeScalars.prefix(60).map {
            $0.properties.isGraphic ? Character($0) : "\u{FFFD}"
        }
        return "\"\(String(plain))\"" + (text.unicodeScalars.count > 60 ? "…" : "")
    }

    private static func shown(_ number: JSON) -> String {
        switch number {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        default: number.kindName
        }
    }
}

extension Unicode.Scalar.Properties {
    /// Neither a control, nor a half of something, nor one that turns the direction of writing.
    fileprivate var isGraphic: Bool {
        switch generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            false
        default: true
        }
    }
}
