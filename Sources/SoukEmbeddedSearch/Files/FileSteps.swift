import Foundation
import SoukSearch

/// A moment in the change of a file, between two system calls; a killed program leaves what is there by then.
enum FileStep: String, Sendable {
    case created, written, synchronised, renamed, removed
}

/// Tells tests of every step, so that they can look at what a kill at that moment would leave behind.
struct FileSteps: Sendable {
    static let none = FileSteps { _, _ in }

    let reached: @Sendable (FileStep, URL) -> Void
}
