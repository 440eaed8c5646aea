import Foundation
import Testing

/// Messages name commands that exist, and libraries name none.
@Suite struct NamedCommandTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

    /// A command as a message names it: `souk`, then words of lower-case letters.
    private struct Named: Hashable {
        var file: String
        var words: [String]
    }

    /// What the parser knows: names of commands, each with its subcommands.
    private struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?

        func subcommand(_ name: String) -> Command? { subcommands?.first { $0.commandName == name } }

        /// Whether the words begin with a command. A second word that is no subcommand of any command is text.
        func accepts(_ words: [String]) -> Bool {
            guard let command = subcommand(words[0]) else { return false }
            guard words.count > 1, subcommands?.contains(where: { $0.subcommand(words[1]) != nil }) == true
            else { return true }
            return command.subcommand(words[1]) != nil
        }
    }

    private static func named() throws -> [Named] {
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var found: Set<Named> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let code = line.drop { $0 == " " }
                guard !code.hasPrefix("//") else { continue }
                for match in code.matches(of: /souk ([a-z]+(?: [a-z]+)*)/) {
                    let words = match.1.split(separator: " ").map(String.init)
                    found.insert(Named(file: file.lastPathComponent, words: words))
                }
            }
        }
        return found.filter { $0.words != ["lab"] }
    }

    @Test func commandsThatMessagesNameExist() throws {
        struct Help: Decodable { var command: Command }
        let run = try Program.run("--experimental-dump-help")
        let souk = try JSONDecoder().decode(Help.self, from: Data(run.output.utf8)).command
        let named = try Self.named()
        #expect(named.count > 5)
        for one in named {
            #expect(souk.accepts(one.words), "\(one.file): souk \(one.words)")
        }
        #expect(!souk.accepts(["vacuum"]) && !souk.accepts(["index", "promote"]))
    }

    @Test func librariesNameNoCommands() throws {
        let program = try #require(
            FileManager.default.subpaths(atPath: Self.sources.appendingPathComponent("SoukCommand").path))
        let own = Set(program.map { ($0 as NSString).lastPathComponent })
        for one in try Self.named() { #expect(own.contains(one.file), "\(one.file): souk \(one.words)") }
    }
}
