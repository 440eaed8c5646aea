import Hummingbird
import SoukCatalog
import Foundation
import HTTPTypes
import SoukRanking
import Testing

@testable import SoukService

struct OpenAPITests {
    /// Every example of a request or an answer is what its schema says.
    @Test func examplesSuitTheirSchemas() throws {
        for endpoint in SoukRoutes.endpoints {
            switch endpoint.body {
            case .json(let schema, let examples):
                for (name, example) in examples {
                    #expect(throws: Never.self, "\(endpoint.operation) \(name)") { try schema.check(example) }
                }
            case .lines(let schema, let example):
                for line in example { #expect(throws: Never.self) { try schema.check(line) } }
            case .photo, .form, nil: break
            }
            for answer in endpoint.answers {
                switch answer.content {
                case .json(let schema, let example):
                    #expect(throws: Never.self, "\(endpoint.operation) \(answer.status)") {
                        try schema.check(example)
                    }
                case .lines(let schema, let example):
                    for line in example { #expect(throws: Never.self) { try schema.check(line) } }
                case .none, .photo, .text, .anyJSON: break
                }
            }
            for parameter in endpoint.parameters {
                guard let example = parameter.example else { continue }
                #expect(throws: Never.self, "\(endpoint.operation) \(parameter.name)") {
                    try parameter.schema.check(example)
                }
            }
        }
    }

    @Test func operationsAreNamedOnce() {
        let operations = SoukRoutes.endpoints.map(\.operation)
        #expect(Set(operations).count == operations.count)
        let places = SoukRoutes.endpoints.map { "\($0.method) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test func pathParametersAreDescribed() {
        for endpoint in SoukRoutes.endpoints {
            let inPath = endpoint.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                $0.dropFirst().dropLast()
            }
            let described = endpoint.parameters.filter { $0.place == .path }.map(\.name)
            #expect(inPath.map(String.init).sorted() == described.sorted(), "\(endpoint.operation)")
        }
    }

    /// A name stands for one schema everywhere.
    @Test func namedSchemasAgree() {
        var seen: [String: JSON] = [:]
        func look(_ schema: Schema) {
            for (name, schema) in schema.named {
                let definition = schema.definition
                #expect(seen[name] == nil || seen[name] == definition, "\(name)")
                seen[name] = definition
            }
        }
        for endpoint in SoukRoutes.endpoints {
            for answer in endpoint.answers {
                if case .json(let schema, _) = answer.content { look(schema) }
            }
            if case .json(let schema, _) = endpoint.body { look(schema) }
        }
        #expect(seen.count > 20)
    }

    /// What the router serves of the API is described.
    @Test func everyRouteIsInTheDocument() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let described = Set(SoukRoutes.endpoints.map { "\($0.method) \($0.path)" })
        let ours = ["/v1/", "/predict/", "/health", "/metrics", "/openapi.json"]
        var served: Set<String> = []
        let routes = SoukRoutes(shop.marketplace, NoListingModels(), ServiceRuntime(shop.configuration))
        let router = routes.router()
        try routes.registerAll(on: router)
        for route in router.routes where route.method != .head {
            let path = "/" + route.path.description.drop { $0 == "/" }
            if ours.contains(where: path.hasPrefix) { served.insert("\(route.method) \(path)") }
        }
        #expect(served == described)
    }

    /// The router serves every operation of the document, and no other method of its paths.
    @Test func documentAndRouterAgree() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let methods: [HTTPRequest.Method] = [.get, .put, .post, .patch, .delete]
        try await shop.serve { (client: RouterClient) async throws in
            let document = try await client.send(.get, "/openapi.json").json
            let paths = try #require(document["paths"]?.members)
            #expect(document["openapi"] == "3.1.0")
            #expect(paths.count > 15)
            for (path, operations) in paths {
                let place = path.replacing("{id}", with: "none-such").replacing("{n}", with: "0")
                for method in methods {
                    let answer = try await client.send(method, place)
                    let isDescribed = operations[method.rawValue.lowercased()] != nil
                    #expect(
                        isDescribed == (answer.status != 405 && answer.code != "route.unknown"),
                        "\(method) \(path) answers \(answer.status)")
                    if isDescribed {
                        let responses = operations[method.rawValue.lowercased()]?["responses"]?.members ?? [:]
                        #expect(
                            responses["\(answer.status)"] != nil, "\(method) \(path) answers \(answer.status)"
                        )
                    }
                }
            }
        }
    }
}
