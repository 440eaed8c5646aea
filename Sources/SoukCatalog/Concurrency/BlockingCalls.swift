/// Finds calls that block a thread of Swift's cooperative pool.
///
/// Reads and writes of the catalogue and the index say here that they block. A watch that is set for a task hears of
/// those that the task, or a task within it, makes itself; work that was handed to a dispatch queue runs outside of
/// any task, and is not heard of.
package enum BlockingCalls {
    /// Called with the name of each blocking call; nil outside of tests.
    @TaskLocal package static var watch: (@Sendable (_ name: String) -> Void)?

    /// Says that the caller is about to block.
    package static func note(_ name: StaticString) {
        if let watch { watch("\(name)") }
    }
}
