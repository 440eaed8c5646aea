/// Reads `Wokingham, Berkshire`: the town first, the county last.
enum LocationText {
    /// - Parameter county: from a column of its own; "" when there is none.
    /// - Returns: nil when there is no town.
    static func parse(_ location: String, county: String = "") -> Place? {
        let parts = location.split(separator: ",").map { $0.trimmingWhitespace() }.filter { !$0.isEmpty }
        guard let town = parts.first ?? (county.isEmpty ? nil : county) else { return nil }
        let region = county.isEmpty ? (parts.count > 1 ? parts.last : nil) : county
        return Place(town: town, county: region == town ? nil : region)
    }
}
