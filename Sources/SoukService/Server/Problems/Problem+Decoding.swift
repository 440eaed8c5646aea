import Foundation
import HTTPTypes

extension Problem {
    /// What is wrong with a JSON body, by JSON pointer (RFC 6901).
    init(decoding error: DecodingError) {
        switch error {
        case .dataCorrupted(let context):
            let isWhole = context.codingPath.isEmpty
            self = .invalid(
                Self.pointer(context.codingPath),
                isWhole ? "The body is not JSON." : "This value cannot be read: \(context.debugDescription)",
                status: isWhole ? .badRequest : .unprocessableContent)
        case .keyNotFound(let key, let context):
            self = .invalid(Self.pointer(context.codingPath + [key]), "This field is missing.")
        case .valueNotFound(let type, let context):
            self = .invalid(Self.pointer(context.codingPath), "This is null; expected \(Self.name(type)).")
        case .typeMismatch(let type, let context):
            self = .invalid(
                Self.pointer(context.codingPath), "This is of the wrong type; expected \(Self.name(type)).")
        @unknown default:
            self = .invalid("body", "The body cannot be read.", status: .badRequest)
        }
    }

    private static func pointer(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "body" }
        return path.map { key in
            let text = key.intValue.map(String.init) ?? key.stringValue
            return "/"
                + text.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
        }.joined()
    }

    /// Types by JSON's names.
    private static func name(_ type: Any.Type) -> String {
        switch type {
        case is Bool.Type: "a boolean"
        case is String.Type: "a string"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [String: Any].Type: "an object"
        case is any Collection.Type: "an array"
        default: "another type"
        }
    }
}
