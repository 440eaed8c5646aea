import Foundation
import SoukCatalog
import Testing

struct WholeFileTests {
    /// A file may grow to so many bytes only, as on a disk that is nearly full: a part of the bytes is taken, then
    /// nothing.
    @Test func aDiskThatFillsLeavesWhatWasThere() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("file")
        try Data("before".utf8).writeWhole(to: file)
        await #expect(processExitsWith: .success) { [path = file.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 10_000, rlim_max: 10_000)
            guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return }
            let bytes = Data((0..<20_000).map { UInt8($0 % 251) })
            #expect(throws: POSIXError.self) { try bytes.writeWhole(to: URL(fileURLWithPath: path)) }
            try bytes.prefix(10_000).writeWhole(to: URL(fileURLWithPath: path + "-whole"))
        }
        #expect(try Data(contentsOf: file) == Data("before".utf8))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names == ["file", "file-whole"])
        let whole = folder.url.appendingPathComponent("file-whole")
        #expect(try Data(contentsOf: whole).count == 10_000)
    }
}
