import Foundation
package import SoukCatalog

/// A gazetteer of a few British towns, some with treacherous names, and namesakes abroad.
package enum SmallGazetteer {
    package static let shared: Gazetteer? = make()

    private static func make() -> Gazetteer? {
        let towns: [(String, String, Double, Double, Int)] = [
            ("Leeds", "GB", 53.8, -1.55, 536_280), ("York", "GB", 53.96, -1.08, 153_717),
            ("Bristol", "GB", 51.46, -2.6, 479_024), ("Reading", "GB", 51.46, -0.97, 318_014),
            ("Sandwich", "GB", 51.27, 1.34, 4_851), ("Bath", "GB", 51.38, -2.36, 101_557),
            ("Leather", "US", 40, -80, 9_000), ("Brown", "US", 41, -81, 8_000),
            ("Hook", "GB", 51.3, -0.96, 7_900),
            ("St Albans", "GB", 51.75, -0.34, 84_561), ("Newcastle upon Tyne", "GB", 54.97, -1.61, 192_382),
            ("Newcastle", "GB", 54.97, -1.61, 192_382), ("London", "GB", 51.5, -0.13, 8_961_989),
            ("Rugby", "GB", 52.37, -1.26, 78_125), ("Leeds", "US", 33.5, -86.5, 11_936),
            ("Oak", "GB", 52, 0, 600), ("Minto", "GB", 55, -2, 700),
        ]
        let lines = towns.map { town in
            "\(town.0.lowercased())\t\(town.0)\t\(town.1)\tENG\t\(town.2)\t\(town.3)\t\(town.4)"
        }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let text =
            "# key\tname\tcountry\tdivision\tlatitude\tlongitude\tpopulation\n"
            + lines.joined(separator: "\n")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString).tsv")
        do { try Data((text + "\n").utf8).write(to: file) } catch { return nil }
        defer { try? FileManager.default.removeItem(at: file) }
        return try? Gazetteer(url: file)
    }
}
