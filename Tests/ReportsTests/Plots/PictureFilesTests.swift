import Foundation
import Testing

import SoukEvaluation
import SoukReports

@Suite struct PictureFilesTests {
    @Test func curvesAreWrittenAsSVGAndAsPNGOfTheAskedWidth() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try ChartTests.curves.write(into: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names == [
                "accuracy.png", "accuracy.svg", "learning-rate.png", "learning-rate.svg", "loss.png",
                "loss.svg",
            ])
        let png = try Array(Data(contentsOf: folder.appendingPathComponent("loss.png")))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // The header's width and height: big-endian, from byte 16.
        let size = [16, 20].map { at in png[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        #expect(size == [1_440, 800])
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: RecordError.self) {
            try PictureFiles.write("<svg/>", named: "loss", into: file)
        }
        #expect(error?.description.contains("cannot be written") == true)
    }
}
