import Foundation
import Testing

import SoukCatalog

@Suite("Contact sheet")
struct ContactSheetTests {
    private func entry(_ name: String, _ bytes: [UInt8], in folder: URL) throws -> ContactSheet.Entry {
        let file = folder.appendingPathComponent(
            "\(UUID().uuidString).\(name.split(separator: ".").last ?? "")")
        try Data(bytes).write(to: file)
        let folders = PhotoFolders(root: folder)
        let outcome = try PhotoCleaner().clean(file: file, id: name, into: folders)
        return ContactSheet.Entry(
            name: name, original: file,
            clean: outcome.verdict.isRejected ? nil : folders.url(id: name, size: .large),
            verdict: outcome.verdict)
    }

    @Test("Every photo has its place: the picture where there is one, an empty frame where not")
    func places() throws {
        let folder = try TemporaryFolder()
        let red = try PixelBuffer(width: 40, height: 40, colour: (200, 0, 0)).png()
        let entries = [
            try entry("red.png", red, in: folder.url),
            try entry("<&\"\u{1}>.jpg", Array("no photo".utf8), in: folder.url),
        ]
        let sheet = try ContactSheet(entries, columns: 2).pixels()
        #expect((sheet.width, sheet.height) == (32 + 2 * (344 + 32), 32 + 40 + 240 + 32))
        let middle = 32 + 40 + 26 + 84
        for x in [32 + 84, 32 + 84 + 176] { #expect(isRed(sheet[x, middle])) }
        for x in [32 + 376 + 30, 32 + 376 + 206] { #expect(sheet[x, middle + 30] == (0xEC, 0xEC, 0xEA)) }
    }

    private func isRed(_ colour: (UInt8, UInt8, UInt8)) -> Bool {
        colour.0 > 190 && colour.1 < 10 && colour.2 < 10
    }

    @Test("A sheet of all hostile photos, and of none, can be drawn")
    func hostile() throws {
        let folder = try TemporaryFolder()
        let entries = try HostilePhotos.all.map { try entry($0.name, $0.bytes, in: folder.url) }
        #expect(try ContactSheet(entries).jpeg().count > 50_000)
        #expect(try ContactSheet([]).png().count > 100)
        if let path = ProcessInfo.processInfo.environment["SOUK_KEEP_SHEET"] {
            try Data(ContactSheet(entries).png()).write(to: URL(fileURLWithPath: path))
        }
    }
}
