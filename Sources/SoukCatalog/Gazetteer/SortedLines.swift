import Foundation

/// A place of the gazetteer's file.
struct PlaceEntry: Sendable {
    var name: String
    var country: String
    /// The code of the country's first-level division: `ENG`, `TX`.
    var division: String
    var coordinates: Coordinates
    var population: Int

    /// Reads `key, name, country, division, latitude, longitude, population`, parted by tabs.
    init?(line: Slice<UnsafeRawBufferPointer>) {
        let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 7, let latitude = Double(parts[4]), let longitude = Double(parts[5]),
            let coordinates = Coordinates(latitude: latitude, longitude: longitude),
            let population = Int(parts[6])
        else { return nil }
        name = parts[1]
        country = parts[2]
        division = parts[3]
        self.coordinates = coordinates
        self.population = population
    }
}

/// A file of lines, in memory, in the order of their bytes, each beginning with a key and a tab.
struct SortedLines: Sendable {
    private let data: Data
    private let start: Int

    private static let header = "# key\tname\tcountry\tdivision\tlatitude\tlongitude\tpopulation\n"

    init(url: URL) throws(CatalogError) {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw .missing(
                path: url.path, remedy: "Run Scripts/bootstrap, or Scripts/make-gazetteer.py, to make it.")
        }
        do { data = try Data(contentsOf: url) } catch {
            throw .io(path: url.path, reason: "cannot be read: \(error.localizedDescription)")
        }
        guard data.starts(with: Self.header.utf8) else {
            throw .table(
                path: url.path, line: 1, reason: "this is no gazetteer of Scripts/make-gazetteer.py",
                remedy: "Delete it and run Scripts/make-gazetteer.py.")
        }
        start = Self.header.utf8.count
    }

    func entries(key: String) -> [PlaceEntry] { entries(prefix: key + "\t") }

    /// The places whose line begins with the prefix, in the order of their keys.
    func entries(prefix: String, limit: Int = 200) -> [PlaceEntry] {
        let wanted = Array(prefix.utf8)
        return data.withUnsafeBytes { bytes in
            var found: [PlaceEntry] = []
            var line = lowerBound(bytes, wanted)
            while line < bytes.count, found.count < limit {
                let end = Self.lineEnd(bytes, line)
                guard bytes[line..<end].starts(with: wanted) else { break }
                if let entry = PlaceEntry(line: bytes[line..<end]) { found.append(entry) }
                line = end + 1
            }
            return found
        }
    }

    /// The start of the first line that is not less than `wanted`.
    private func lowerBound(_ bytes: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Int {
        var low = start
        var high = bytes.count
        while low < high {
            var line = low + (high - low) / 2
            while line > low, bytes[line - 1] != UInt8(ascii: "\n") { line -= 1 }
            let end = Self.lineEnd(bytes, line)
            if bytes[line..<end].lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = line }
        }
        return low
    }

    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, _ line: Int) -> Int {
        var end = line
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return end
    }
}
