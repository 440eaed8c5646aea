import Foundation

// `Scripts/fuzz` says which target by `SOUK_FUZZ_TARGET`, and with `SOUK_FUZZ_SEEDS` has its seeds written to a folder.

private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["SOUK_FUZZ_TARGET"] ?? ""
    if let known = FuzzTarget.all.first(where: { $0.name == name }) { return known }
    print(FuzzTarget.all.map(\.name).joined(separator: " "))
    exit(name.isEmpty ? 0 : 2)
}()

/// Finds the target, and writes its seeds where they are asked for.
func prepare() {
    let target = target
    guard let path = ProcessInfo.processInfo.environment["SOUK_FUZZ_SEEDS"] else { return }
    do {
        for (number, seed) in try target.seeds().enumerated() {
            try Data(seed).write(to: URL(fileURLWithPath: "\(path)/seed-\(number)"))
        }
        exit(0)
    } catch {
        print("the seeds of \(target.name) cannot be written: \(error)")
        exit(1)
    }
}

func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    // A refusal is an answer.
    try? target.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the program where something does not hold that must.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
}

/// A file that holds the bytes while a reader looks at it.
func withFile<Value>(_ bytes: [UInt8], _ name: String, _ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory
    let url = folder.appendingPathComponent("fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(name)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url)
}

/// The tests' fixtures of a folder of `Tests`.
func fixtures(_ folder: String, _ endings: Set<String>) throws -> [[UInt8]] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(
        at: tests.appendingPathComponent("Tests/\(folder)"), includingPropertiesForKeys: nil)
    return try files.filter { endings.contains($0.pathExtension) }.map { Array(try Data(contentsOf: $0)) }
}
