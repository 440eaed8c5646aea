import CLibPQ
import SoukSearch

/// What may stand behind the question mark of an address.
enum AddressOptions {
    /// Souk's own, which libpq is not given.
    static let own = ["namespace", "shard_deadline", "standbys", "allowed_lag"]

    /// libpq's, by its own word, and `ssl`, which it takes in addresses alone; empty where it cannot be asked.
    private static let ofLibPQ: [String] = {
        guard let list = PQconndefaults() else { return [] }
        defer { PQconninfoFree(list) }
        var (names, place) = (["ssl"], list)
        while let keyword = place.pointee.keyword {
            names.append(String(cString: keyword))
            place += 1
        }
        return names.sorted()
    }()

    /// - Parameters:
    ///   - options: `name=value` each.
    ///   - shown: the address, for the error.
    static func check(_ options: [String], of shown: String) throws(RetrievalError) {
        guard !ofLibPQ.isEmpty else { return }
        for option in options {
            let name = String(option.prefix { $0 != "=" })
            guard own.contains(name) || ofLibPQ.contains(name) else {
                throw .request(
                    reason: "the option \"\(name.prefix(40))\" of \(shown), which nobody knows",
                    remedy: """
                        Known are \(own.joined(separator: ", ")), and libpq's: \(ofLibPQ.joined(separator: ", ")).
                        """)
            }
        }
    }
}
