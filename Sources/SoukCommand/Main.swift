import ArgumentParser
import Foundation
import SoukTensors

@main
enum Main {
    static func main() {
        // A reader that has seen enough (`souk inspect | head`) shows when writing, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try Souk.parseAsRoot(arguments)
            try Runtime.prepare()
            try command.run()
        } catch {
            Failure(error, asJSON: arguments.contains("--json")).exit()
        }
    }
}
