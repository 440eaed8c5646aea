import Foundation
import SoukAnalysis
import SoukCatalog
import SoukRanking

@testable import SoukSearch
@testable import SoukService

extension FuzzTarget {
    private struct Place: Codable { var row: Int }

    /// The position of a later page, which any client may make up.
    static let cursors = FuzzTarget(
        name: "cursors",
        seeds: { [Array(try cursor.seal(Place(row: 3)).utf8)] },
        read: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let place = try cursor.open(text, as: Place.self)
            require(place.row == 3, "a cursor that was not ours is believed: \(text)")
        })

    private static let cursor = SignedCursor(secret: "a secret", generation: "g1")

    /// What a buyer types: understood, parsed, cut into words.
    static let queries = FuzzTarget(
        name: "queries",
        seeds: {
            [
                "red sofa under £80 near Leeds without \"corner unit\"", "used bike between 50 and 100 eur",
                #"{"leather": 1, "sofa": 0.5, "corner": -1}"#, "Straße -лампа 東京 £1,000.50 – £2k",
            ].map { Array($0.utf8) }
        },
        read: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            for token in analyzer.tokens(text) {
                require(
                    token.bytes.lowerBound <= token.bytes.upperBound
                        && token.bytes.upperBound <= text.utf8.count,
                    "a word outside of its text: \(token)")
                _ = analyzer.stem(token.form)
            }
            let query = WordQuery(text)
            require(query.terms.count <= WordQuery.maximumTerms, "\(query.terms.count) terms")
            let filter = try understanding.understand(text).filter
            require((filter.minimumPrice ?? 0) >= 0 && (filter.maximumPrice ?? 0) >= 0, "\(filter)")
        })

    private static let analyzer = TextAnalyzer()
    private static let understanding = QueryUnderstanding(
        gazetteer: nil, conditions: ["New", "Good", "Used"])

    /// Bodies of `multipart/form-data`.
    static let forms = FuzzTarget(
        name: "forms",
        seeds: {
            [
                "xYz\u{0}--xYz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n"
                    + "Content-Type: image/jpeg\r\n\r\nbytes\r\n--xYz\r\n"
                    + "content-disposition: form-data; name=text\r\n\r\nsofa\r\n--xYz--\r\nepilogue"
            ].map { Array($0.utf8) }
        },
        read: { bytes in
            let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return }
            let boundary = String(decoding: parts[0], as: UTF8.self)
            let form = try MultipartForm(
                Array(parts[1]), contentType: "multipart/form-data; boundary=\(boundary)")
            require(form.parts.values.reduce(0) { $0 + $1.count } <= bytes.count, "parts outside of the body")
        })

    /// Bodies in JSON: what is read is what was meant, and every schema takes or refuses it.
    static let json = FuzzTarget(
        name: "json",
        seeds: {
            try schemas.flatMap(\.examples).map { Array(try JSONEncoder().encode($0)) }
                + [
                    Array(
                        #"{"a": [1, -2.5e3, "\ud83d\ude00\n", null, true, {}], "é": 9223372036854775807}"#
                            .utf8)
                ]
        },
        read: { bytes in
            let value = try JSONParser.parse(bytes)
            // `-2500.0` is written as `-2500`.
            let text = try encoder().encode(value)
            let again = try encoder().encode(JSONParser.parse(text))
            require(again == text, "\(value) became \(String(decoding: again, as: UTF8.self))")
            for (schema, _) in schemas { try? schema.check(value) }
        })

    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    private static let schemas: [(schema: Schema, examples: [JSON])] = SoukRoutes.endpoints.compactMap {
        switch $0.body {
        case .json(let schema, let examples): (schema, Array(examples.values))
        case .lines(let schema, let examples): (schema, examples)
        default: nil
        }
    }
}
