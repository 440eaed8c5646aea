import Foundation

/// Words with weights: `{"leather": 1, "sofa": 0.5, "corner": -1}`.
enum QueryWeights {
    static let most = 32

    /// - Throws: `request` for what is no JSON object of numbers, for none, and for too many.
    static func read(_ text: String) throws(RankingError) -> [String: Double] {
        let weights: [String: Double]
        do {
            weights = try JSONDecoder().decode([String: Double].self, from: Data(text.utf8))
        } catch {
            throw .request(
                reason: "the query begins like weights and is no JSON object of numbers", remedy: example)
        }
        return try checked(weights)
    }

    static func checked(_ weights: [String: Double]) throws(RankingError) -> [String: Double] {
        guard weights.count <= most else {
            throw .request(reason: "\(weights.count) weighted words", remedy: "Give at most \(most).")
        }
        if let bad = weights.first(where: { !$0.value.isFinite || abs($0.value) > 100 }) {
            throw .request(
                reason: "the weight of \"\(bad.key)\" is \(bad.value)",
                remedy: "Weights run from -100 to 100.")
        }
        let useful = weights.filter { $0.value != 0 && $0.key.contains { $0.isLetter || $0.isNumber } }
        guard useful.contains(where: { $0.value > 0 }) else {
            throw .request(reason: "no word has a weight above 0", remedy: example)
        }
        return useful
    }

    private static let example = "Write for example {\"leather\": 1, \"sofa\": 0.5, \"corner\": -1}."
}
