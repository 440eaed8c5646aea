/// Something that reads bytes from outside, and inputs to begin with.
struct FuzzTarget: Sendable {
    let name: String
    let seeds: @Sendable () throws -> [[UInt8]]
    /// Reads or refuses whatever comes. What does not hold ends the program, and libFuzzer keeps the input.
    let read: @Sendable ([UInt8]) throws -> Void

    static let all: [FuzzTarget] = [
        .tables, .workbooks, .cleaning, .photoContainers, .photos, .weights, .segments, .graphs, .cursors,
        .queries,
        .forms, .json,
    ]
}
