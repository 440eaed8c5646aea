public import Foundation

extension AccessTokens {
    /// The variable that holds tokens in the format of the file, separated by new lines or semicolons.
    public static let variable = "SOUK_TOKENS"

    /// Reads a file with a line a token: role, name, token. `#` begins a comment.
    ///
    /// - Throws: `ServiceError.tokenFile` when it is missing, readable by others, or has a line that makes no sense.
    public static func read(_ url: URL) throws(ServiceError) -> AccessTokens {
        let path = url.path
        let attributes: [FileAttributeKey: Any]
        let text: String
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw .tokenFile(
                path: path, line: nil, reason: "cannot be read",
                remedy: "Check that it exists, that this user may read it, and that it is text.")
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o027 == 0 else {
            throw .tokenFile(
                path: path, line: nil, reason: "others may read it, or its group may change it",
                remedy: "Run: chmod 600 \(path)")
        }
        return try parse(text, source: path)
    }

    /// Reads tokens, a line each: role, name, token.
    ///
    /// - Parameters:
    ///   - text: The lines.
    ///   - source: What messages call the text.
    public static func parse(_ text: String, source: String) throws(ServiceError) -> AccessTokens {
        var tokens = AccessTokens()
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: isEndOfLine)
            .enumerated()
        {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !words.isEmpty else { continue }
            guard words.count == 3, let role = Role(rawValue: words[0]) else {
                throw .tokenFile(
                    path: source, line: index + 1, reason: "is not \"role name token\"",
                    remedy: "Roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            try tokens.add(words[2], Grant(name: words[1], role: role))
        }
        return tokens
    }

    private static func isEndOfLine(_ character: Character) -> Bool {
        character.isNewline || character == ";"
    }
}
