import ArgumentParser
import SoukCatalog
import Foundation

/// How a command ended when not as hoped: what to say and the exit code.
struct Failure {
    let message: String
    let code: Int32
    /// What to type next.
    private let commands: [String]
    private let isAnswer: Bool
    private let asJSON: Bool

    init(_ failure: any Error, asJSON: Bool) {
        let retry = failure as? Retry
        let error = retry?.cause ?? failure
        self.asJSON = asJSON
        var (message, isAnswer) = ("\(error)", false)
        switch error {
        case let stop as Stop: (code, message) = (stop.code, stop.message)
        case CatalogError.interrupted:
            (code, message) = (Stop.interrupted, "interrupted; run the same command again to continue")
        case CatalogError.usage: code = Stop.usage
        case let error as CocoaError: (code, message) = (1, error.localizedDescription)
        case _ where Souk.exitCode(for: error) == .success:
            (code, message, isAnswer) = (0, Souk.fullMessage(for: error), true)
        case _ where Souk.exitCode(for: error) == .validationFailure:
            (code, message) = (Stop.usage, asJSON ? Souk.message(for: error) : Self.withUsage(error))
        default: code = retry == nil ? 1 : Retry.code
        }
        commands = CommandAdvice.commands(for: error)
        (self.message, self.isAnswer) = (message, isAnswer)
    }

    /// Says it and ends the program.
    func exit() -> Never {
        if isAnswer {
            Output.line(message)
        } else if !message.isEmpty {
            let advice = commands.isEmpty ? "" : "\ntry: \(commands.joined(separator: ", or "))"
            Output.error(asJSON ? json : "souk: \(message)\(advice)")
        }
        Foundation.exit(code)
    }

    private var json: String {
        struct Object: Encodable {
            var error: String
            var exit_code: Int32
            var commands: [String]?
        }
        return Output.compact(
            Object(error: message, exit_code: code, commands: commands.isEmpty ? nil : commands))
    }

    private static func withUsage(_ error: any Error) -> String {
        let full = Souk.fullMessage(for: error)
        return full.hasPrefix("Error: ") ? String(full.dropFirst("Error: ".count)) : full
    }
}

/// Ends a command with an exit code.
struct Stop: Error {
    var code: Int32
    var message = ""

    static let usage: Int32 = 2
    static let interrupted: Int32 = 130

    /// Done, but some items were rejected and `--strict` was given.
    static func strict(rejected: Int) -> Stop {
        Stop(
            code: 3,
            message:
                "\(rejected) items were rejected, and --strict was given. Each has a verdict that says why.")
    }
}
