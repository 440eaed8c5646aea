import ArgumentParser
import Foundation
import SoukCatalog
import SoukTensors

@main
enum Main {
    static func main() {
        // A reader that has seen enough (`souk inspect | head`) shows when writing, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        // Past this size a file does not grow: a fault of that write, and not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        ProcessLimits.raiseDescriptors()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments == [PhotoHelper.argument] { PhotoHelper.run() }
        do {
            var command = try Souk.parseAsRoot(arguments)
            if command is any TensorWork { WaitingThreads.sleep() }
            try Runtime.prepare()
            // What ends gives its memory back by ending; a service would keep what its busiest moment needed.
            if command is ServeCommand { Runtime.shareHeaps() } else { Runtime.keepFreedMemory() }
            try command.run()
        } catch {
            Failure(error, asJSON: arguments.contains("--json")).exit()
        }
    }
}
