import Foundation

/// Zip archives and gzip files for tests.
enum ZipBytes {
    /// An archive whose entries are stored as they are.
    static func archive(_ entries: [(name: String, text: String)]) -> [UInt8] {
        archive(
            packed: entries.map { entry in
                let bytes = Array(entry.text.utf8)
                return (entry.name, bytes, 0, bytes.count, crc(bytes))
            })
    }

    static func archive(
        packed: [(name: String, bytes: [UInt8], method: Int, size: Int, crc: UInt32)]
    ) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes, method, size, crc) in packed {
            let fields =
                little(20, 2) + little(0, 2) + little(method, 2) + little(0, 4) + little(Int(crc), 4)
                + little(bytes.count, 4) + little(size, 4) + little(name.utf8.count, 2) + little(0, 2)
            directory += little(0x0201_4B50, 4) + little(20, 2) + fields + little(0, 2) + little(0, 2)
            directory += little(0, 2) + little(0, 4) + little(body.count, 4) + Array(name.utf8)
            body += little(0x0403_4B50, 4) + fields + Array(name.utf8) + bytes
        }
        return body + directory + little(0x0605_4B50, 4) + little(0, 4) + little(packed.count, 2)
            + little(packed.count, 2) + little(directory.count, 4) + little(body.count, 4) + little(0, 2)
    }

    /// Compressed by the system's gzip.
    static func gzip(_ command: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(command) | gzip -n -9"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    static func gzip(text: String) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("text")
        try Data(text.utf8).write(to: file)
        return try gzip("cat '\(file.path)'")
    }

    /// An archive with one entry: what gzip compressed.
    static func archive(name: String, gzip: [UInt8]) -> [UInt8] {
        let trailer = gzip.suffix(8).map { UInt32($0) }
        let crc = trailer[0] | trailer[1] << 8 | trailer[2] << 16 | trailer[3] << 24
        let size = trailer[4] | trailer[5] << 8 | trailer[6] << 16 | trailer[7] << 24
        return archive(packed: [(name, Array(gzip.dropFirst(10).dropLast(8)), 8, Int(size), crc)])
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
    }
}
