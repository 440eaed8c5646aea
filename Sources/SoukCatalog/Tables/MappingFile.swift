import Foundation

/// Reads the JSON files in which users name columns.
enum MappingFile {
    static func read(_ url: URL, keys: [String]) throws(CatalogError) -> [String: JSON] {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw .missing(path: url.path, remedy: "Check the path of the mapping file.")
        }
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw .io(path: url.path, reason: "cannot be read: \(error.localizedDescription)")
        }
        guard let object = (try? JSONParser.parse(data))?.members else {
            throw .usage(
                reason: "\(url.path) is no JSON object",
                remedy: "Expected for example {\"title\": \"naam\", \"price\": \"prijs\"}.")
        }
        for key in object.keys.sorted() where !keys.contains(key) {
            throw .usage(
                reason: "\(url.path): unknown key \"\(key)\"",
                remedy: ColumnMapping.suggestion(key, among: keys))
        }
        return object
    }

    static func text(_ object: [String: JSON], _ key: String, in url: URL) throws(CatalogError)
        -> String?
    {
        switch object[key] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw wrongType(key, "text", in: url)
        }
    }

    /// One name or a list of names.
    static func names(_ object: [String: JSON], _ key: String, in url: URL) throws(CatalogError) -> [String] {
        switch object[key] {
        case .array(let names): return names.map(\.fieldText)
        case .string(let name): return [name]
        case nil, .null: return []
        default: throw wrongType(key, "a column's name or a list of names", in: url)
        }
    }

    static func wrongType(_ key: String, _ expected: String, in url: URL) -> CatalogError {
        .usage(reason: "\(url.path): \"\(key)\" is of the wrong type", remedy: "Expected \(expected).")
    }
}
