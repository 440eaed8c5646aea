import SoukCatalog
import SoukSearch
import Synchronization

/// What was made of a segment's values, by their codes: each is taken apart once.
final class KnownTexts: Sendable {
    private struct State {
        var levels: [Int: [Level]] = [:]
        var keys: [ListingAttribute: [Int: String]] = [:]
    }

    /// A category with its key.
    struct Level {
        var path: [String]
        var key: String
    }

    private let state = Mutex(State())

    /// A category and all above it, from the top level down.
    func levels(_ code: Int, _ values: PackedTexts) -> [Level] {
        guard code != 0 else { return [] }
        return state.withLock { state in
            if let levels = state.levels[code] { return levels }
            let path = CategoryKey.path(values.text(code))
            let levels = path.indices.map { level in
                Level(path: Array(path[...level]), key: CategoryKey.key(Array(path[...level])))
            }
            state.levels[code] = levels
            return levels
        }
    }

    func path(_ code: Int, _ values: PackedTexts) -> [String] { levels(code, values).last?.path ?? [] }

    /// What a value of an attribute is compared by.
    func key(_ code: Int, _ attribute: ListingAttribute, _ values: PackedTexts) -> String {
        state.withLock { state in
            if let key = state.keys[attribute]?[code] { return key }
            let key = attribute.key(values.text(code))
            state.keys[attribute, default: [:]][code] = key
            return key
        }
    }
}
