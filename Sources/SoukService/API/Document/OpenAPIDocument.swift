import HTTPTypes
import SoukCatalog
import Foundation

/// The API as an OpenAPI 3.1 document.
struct OpenAPIDocument: Sendable {
    let endpoints: [Endpoint]

    static let version = "1.0.0"

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Souk", "version": .string(Self.version),
                "summary": "Multimodal search and recommendation for a marketplace.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [[:], ["token": []]],
            "tags": .array(Endpoint.Group.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas.mapValues(\.definition)),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "responses": ["problem": Self.problem],
            ],
        ]
    }

    /// The document as it is served; the same bytes every time.
    var data: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(json)) ?? Data()
    }

    private var paths: [String: JSON] {
        var paths: [String: [String: JSON]] = [:]
        for endpoint in endpoints {
            paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] = endpoint.document
        }
        return paths.mapValues(JSON.object)
    }

    private var schemas: [String: Schema] {
        var all = ProblemShape.schema.named
        for endpoint in endpoints {
            for schema in endpoint.schemas { all.merge(schema.named) { first, _ in first } }
        }
        return all
    }

    private static let problem: JSON = [
        "description": "A problem (RFC 9457).",
        "content": ["application/problem+json": ["schema": ProblemShape.schema.document]],
    ]
}

extension Endpoint {
    fileprivate var schemas: [Schema] {
        var found = parameters.map(\.schema)
        switch body {
        case .json(let schema, _), .lines(let schema, _): found.append(schema)
        case .photo, .form, nil: break
        }
        for answer in answers {
            switch answer.content {
            case .json(let schema, _), .lines(let schema, _): found.append(schema)
            case .none, .photo, .text, .anyJSON: break
            }
        }
        return found
    }

    fileprivate var document: JSON {
        var members: [String: JSON] = [
            "operationId": .string(operation), "summary": .string(summary), "tags": [.string(group.rawValue)],
            "responses": .object(responses),
        ]
        if let note { members["description"] = .string(note) }
        if !parameters.isEmpty { members["parameters"] = .array(parameters.map(\.document)) }
        if let body { members["requestBody"] = body.document }
        if let role, role > .reader { members["security"] = [["token": []]] }
        return .object(members)
    }

    private var responses: [String: JSON] {
        var all: [String: JSON] = [:]
        for status in Self.anyProblem + problems {
            all["\(status)"] = ["$ref": "#/components/responses/problem"]
        }
        for answer in answers { all["\(answer.status)"] = answer.document }
        return all
    }

    /// What any operation may answer.
    private static let anyProblem = [400, 401, 403, 413, 429, 431, 500, 503]
}

extension Endpoint.Parameter {
    fileprivate var document: JSON {
        var members: [String: JSON] = [
            "name": .string(name), "in": .string(place.rawValue), "schema": schema.document,
            "description": .string(note),
        ]
        if place == .path { members["required"] = true }
        if let example { members["example"] = example }
        return .object(members)
    }
}

extension Endpoint.Body {
    fileprivate var document: JSON { ["required": true, "content": .object(content)] }

    private var content: [String: JSON] {
        switch self {
        case .json(let schema, let examples):
            [
                "application/json": [
                    "schema": schema.document, "examples": .object(examples.mapValues { ["value": $0] }),
                ]
            ]
        case .lines(let schema, let example):
            ["application/x-ndjson": ["schema": Lines.document(schema), "example": Lines.text(example)]]
        case .photo: PhotoTypes.document
        case .form:
            [
                "multipart/form-data": [
                    "schema": [
                        "type": "object", "required": ["image"],
                        "properties": [
                            "image": ["type": "string", "contentMediaType": "image/jpeg"],
                            "text": [
                                "type": "string", "maxLength": .integer(MultipartLimits.standard.textBytes),
                            ],
                        ],
                    ]
                ]
            ]
        }
    }
}

extension Endpoint.Answer {
    fileprivate var document: JSON {
        var members: [String: JSON] = ["description": .string(note)]
        switch content {
        case .none: break
        case .json(let schema, let example):
            members["content"] = ["application/json": ["schema": schema.document, "example": example]]
        case .lines(let schema, let example):
            members["content"] = [
                "application/x-ndjson": ["schema": Lines.document(schema), "example": Lines.text(example)]
            ]
        case .photo: members["content"] = ["image/jpeg": [:], "image/png": [:]]
        case .text: members["content"] = ["text/plain": ["schema": ["type": "string"]]]
        case .anyJSON: members["content"] = ["application/json": ["schema": ["type": "object"]]]
        }
        return .object(members)
    }
}

/// JSON values, one a line: OpenAPI 3.1 can only say that it is text, and what a line is.
private enum Lines {
    static func document(_ line: Schema) -> JSON {
        ["type": "string", "description": "One JSON value a line.", "x-line": line.document]
    }

    static func text(_ lines: [JSON]) -> JSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let texts = lines.map { (try? encoder.encode($0)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
        return .string(texts.joined(separator: "\n") + "\n")
    }
}

/// The photo formats that bodies may hold; what counts is the first bytes, not the header.
enum PhotoTypes {
    static let names = [
        "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heif", "image/avif",
        "application/octet-stream",
    ]

    static var document: [String: JSON] {
        Dictionary(names.map { ($0, [:]) }, uniquingKeysWith: { first, _ in first })
    }
}

/// What a `Problem` looks like.
enum ProblemShape {
    static let schema = Schema.object(
        "Problem", "What went wrong (RFC 9457, problem details).",
        [
            .required("type", .text("A URI that names the kind of problem.")),
            .required("title", .text("The same for every problem of this code.")),
            .required("status", .integer(400...599)),
            .required("code", .text("Stable, for programs.")),
            .optional("detail", .text("What is wrong with this request.")),
            .optional("where", .text("A JSON pointer, a parameter or a header.")),
            .optional("next", .text("What to do.")),
            .optional("instance", .text("The request's id.")),
        ])
}
