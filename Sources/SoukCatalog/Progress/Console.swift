import Foundation

/// Where progress is shown.
struct Console: Sendable {
    var isTerminal: Bool
    var columns: @Sendable () -> Int
    var write: @Sendable (String) -> Void
    /// Seconds on a clock that never goes back.
    var now: @Sendable () -> Double

    /// Seconds between two showings.
    var pause: Double { isTerminal ? 0.1 : 5 }

    static let standardError = Console(
        isTerminal: isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb",
        columns: terminalColumns,
        write: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
        now: { ProcessInfo.processInfo.systemUptime })

    @Sendable private static func terminalColumns() -> Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }
}
