/// Runs work one after another, in the order of the calls, whether it waits for others or not. Work that has begun
/// is finished, also where its caller is cancelled.
actor Turns {
    private var last: Task<Void, Never>?

    func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let before = last
        let task = Task {
            await before?.value
            return try await work()
        }
        last = Task { _ = await task.result }
        return try await task.value
    }
}
