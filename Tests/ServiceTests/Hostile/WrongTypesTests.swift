import SoukCatalog
import Foundation
import HTTPTypes
import Testing

@testable import SoukService

/// Every field of every body and every parameter that the served document describes, with values of all wrong types.
struct WrongTypesTests {
    private static let values: [JSON] = [
        .null, true, 0, -1, 1.5, .number(1e308), .integer(.max), "", "x",
        .string(String(repeating: "é", count: 70_000)),
        [], [[]], [.null], [:], ["a": ["b": [:]]],
    ]

    /// A body with one field changed, and where.
    struct Mutation {
        var pointer: JSONPointer
        var body: JSON
        /// Whether the schema takes it all the same.
        var isGood: Bool
    }

    /// All fields, at any depth.
    private static func mutations(_ whole: Schema) -> [Mutation] {
        var found: [Mutation] = []
        func visit(_ schema: Schema, _ pointer: JSONPointer, _ put: (JSON) -> JSON) {
            for value in values {
                let body = put(value)
                found.append(Mutation(pointer: pointer, body: body, isGood: (try? whole.check(body)) != nil))
            }
            guard case .object(let members) = schema.kind else {
                if case .array(let item, _) = schema.kind {
                    visit(item, pointer.appending(0)) { put([$0]) }
                }
                return
            }
            for member in members {
                visit(member.schema, pointer.appending(member.name)) { value in
                    var object: [String: JSON] = [:]
                    for other in members where other.isRequired { object[other.name] = sample(other.schema) }
                    object[member.name] = value
                    return put(.object(object))
                }
            }
        }
        visit(whole, .root) { $0 }
        return found
    }

    /// Something that a schema takes.
    private static func sample(_ schema: Schema) -> JSON {
        switch schema.kind {
        case .object(let members):
            .object(
                Dictionary(
                    members.filter(\.isRequired).map { ($0.name, sample($0.schema)) },
                    uniquingKeysWith: { $1 }))
        case .map: [:]
        case .array(let item, let count): .array(Array(repeating: sample(item), count: count.lowerBound))
        case .oneOrMore(let item, _): sample(item)
        case .string(_, .time): "2026-02-03T09:30:00Z"
        case .string(let length, _): .string(String(repeating: "a", count: length.lowerBound))
        case .choice(let choices): .string(choices[0])
        case .integer(let range): .integer(range.lowerBound)
        case .number(let range): .number(range.lowerBound)
        case .boolean: true
        }
    }

    @Test(.timeLimit(.minutes(10))) func fieldsOfBodies() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            var tried = 0
            for endpoint in SoukRoutes.endpoints {
                guard case .json(let schema, _) = endpoint.body else { continue }
                let path = endpoint.path.replacing("{id}", with: "l-2")
                for mutation in Self.mutations(schema) {
                    let body = String(decoding: try JSONEncoder().encode(mutation.body), as: UTF8.self)
                    let answer = try await client.send(endpoint.method, path, json: body)
                    let name = "\(endpoint.operation) \(mutation.pointer) \(body.prefix(80))"
                    answer.checkHarmless(shop, name)
                    if !mutation.isGood {
                        #expect(answer.status == 422, "\(name): \(answer.status)")
                        #expect(answer.json["where"] != nil && answer.json["detail"] != nil, "\(name)")
                    }
                    tried += 1
                }
            }
            #expect(tried > 500)
        }
    }

    @Test(.timeLimit(.minutes(10))) func parametersOfURLs() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let texts = [
            "", "x", "-1", "1.5", "1e308", "NaN", "null", "[]", "{}", "true", "%00", "%f0%9f%9a%80",
            "99999999999999999999", String(repeating: "9", count: 3_000),
        ]
        try await shop.serve { (client: RouterClient) async throws in
            for endpoint in SoukRoutes.endpoints where endpoint.method == .get {
                for parameter in endpoint.parameters {
                    for text in texts {
                        var path = endpoint.path
                        for other in endpoint.parameters where other.place == .path {
                            let value = other.name == parameter.name ? text : other.name == "n" ? "0" : "l-2"
                            path = path.replacing("{\(other.name)}", with: value)
                        }
                        if parameter.place == .query { path += "?\(parameter.name)=\(text)" }
                        let answer = try await client.send(.get, path)
                        answer.checkHarmless(shop, path)
                        #expect(answer.status < 500, "\(path): \(answer.status)")
                    }
                }
            }
        }
    }
}
