import SoukCatalog

extension Schema {
    /// As JSON Schema 2020-12, which OpenAPI 3.1 speaks; named schemas are references.
    var document: JSON {
        guard let name else { return definition }
        let reference: JSON = ["$ref": "#/components/schemas/\(name)"]
        return isNullable ? ["anyOf": [reference, ["type": "null"]]] : reference
    }

    /// The schema itself, as components hold it.
    var definition: JSON {
        var members = Self.describe(kind)
        if let note { members["description"] = .string(note) }
        if isNullable, name == nil, let type = members["type"] { members["type"] = [type, "null"] }
        if isNullable, name == nil, case .array(let choices) = members["enum"] {
            members["enum"] = .array(choices + [.null])
        }
        return .object(members)
    }

    /// All named schemas within this one, itself included.
    var named: [String: Schema] {
        var found: [String: Schema] = [:]
        if let name {
            found[name] = self
            found[name]?.isNullable = false
        }
        switch kind {
        case .object(let members):
            for member in members { found.merge(member.schema.named) { first, _ in first } }
        case .map(let value, _): found.merge(value.named) { first, _ in first }
        case .array(let item, _), .oneOrMore(let item, _): found.merge(item.named) { first, _ in first }
        default: break
        }
        return found
    }

    private static func describe(_ kind: Kind) -> [String: JSON] {
        switch kind {
        case .object(let members):
            var object: [String: JSON] = [
                "type": "object", "additionalProperties": false,
                "properties": .object(
                    Dictionary(members.map { ($0.name, $0.schema.document) }, uniquingKeysWith: { $1 })),
            ]
            let required = members.filter(\.isRequired).map { JSON.string($0.name) }
            if !required.isEmpty { object["required"] = .array(required) }
            return object
        case .map(let value, let most):
            return [
                "type": "object", "additionalProperties": value.document, "maxProperties": .integer(most),
            ]
        case .array(let item, let count):
            return [
                "type": "array", "items": item.document, "minItems": .integer(count.lowerBound),
                "maxItems": .integer(count.upperBound),
            ]
        case .oneOrMore(let item, let most):
            return [
                "anyOf": [
                    item.document,
                    ["type": "array", "items": item.document, "minItems": 1, "maxItems": .integer(most)],
                ]
            ]
        case .string(let length, let format):
            var string: [String: JSON] = [
                "type": "string", "minLength": .integer(length.lowerBound),
                "maxLength": .integer(length.upperBound),
            ]
            if format == .base64 { string["contentEncoding"] = "base64" }
            if format == .id { string["pattern"] = "^[^\\u0000-\\u001f\\u007f-\\u009f]+$" }
            if format == .time { string["format"] = "date-time" }
            return string
        case .choice(let choices): return ["type": "string", "enum": .array(choices.map(JSON.string))]
        case .integer(let range):
            return [
                "type": "integer", "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        case .number(let range):
            guard range.upperBound < .greatestFiniteMagnitude else { return ["type": "number"] }
            return [
                "type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
            ]
        case .boolean: return ["type": "boolean"]
        }
    }
}
