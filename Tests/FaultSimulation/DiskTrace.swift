/// Steps for people, with the names that files have at the time.
struct DiskTrace: CustomStringConvertible {
    let description: String

    init(_ steps: some Sequence<DiskStep>, _ operations: [String]) {
        var names: [Int: NameInFolder] = [:]
        func path(_ node: Int) -> String {
            guard let place = names[node] else { return "" }
            return "\(path(place.folder))/\(place.name)"
        }
        func path(_ place: NameInFolder) -> String { "\(path(place.folder))/\(place.name)" }
        let lines = steps.enumerated().map { number, step in
            let text: String
            switch step {
            case .create(let place, let node, _):
                names[node] = place
                text = "create \(path(node))"
            case .remove(let place): text = "remove \(path(place))"
            case .rename(let old, let new):
                text = "rename \(path(old)) to \(new.name)"
                if let node = names.first(where: { $0.value == old })?.key { names[node] = new }
            case .write(let node, let offset, let bytes):
                text = "write \(bytes.count) at \(offset) of \(path(node))"
            case .truncate(let node, let length): text = "truncate \(path(node)) to \(length)"
            case .synchronise(let node, let failed):
                text = "synchronise \(path(node))/" + (failed ? ", which failed" : "")
            case .began(let operation): text = "— \(operations[operation])"
            case .acknowledged: text = "— done"
            }
            return "\(number) \(text)"
        }
        description = lines.joined(separator: "\n")
    }
}
