/// Turns nested dictionaries and lists into one dictionary of tensors by dotted path.
extension PickleHeap {
    private static let depthLimit = 64
    /// Bytes of names and elements of containers that may be looked at, with 64 more a value.
    private static let workLimit = 1 << 25

    /// All tensors below a value, without recursion: `["state_dict.conv.weight": …]`.
    func flattened(_ root: PickleValue) throws(Malformed) -> [String: PickledTensor] {
        var tensors: [String: PickledTensor] = [:]
        var waiting: [(value: PickleValue, path: String, depth: Int)] = [(root, "", 0)]
        var work = 0
        while let (value, path, depth) = waiting.popLast() {
            work += elementCount(value)
            if case .tensor(let index) = value {
                guard tensors.updateValue(self.tensors[index], forKey: path) == nil else {
                    throw Malformed("the name \(Malformed.quoted(path)) occurs twice")
                }
                continue
            }
            for child in try namedChildren(value, of: path) {
                let childPath = depth == 0 ? child.name : "\(path).\(child.name)"
                work += 64 + childPath.utf8.count
                guard depth < Self.depthLimit, work <= Self.workLimit else {
                    throw Malformed("the containers are nested too deep or repeat too often to be weights")
                }
                waiting.append((child.value, childPath, depth + 1))
            }
        }
        return tensors
    }

    private func elementCount(_ value: PickleValue) -> Int {
        switch value {
        case .list(let index): lists[index].count
        case .tuple(let index): tuples[index].count
        case .dict(let index): dicts[index].count
        default: 0
        }
    }

    /// The tensors and containers directly inside a value, which is empty for scalars.
    private func namedChildren(
        _ value: PickleValue, of path: String
    ) throws(Malformed) -> [(name: String, value: PickleValue)] {
        switch value {
        case .list(let index):
            return zip(0..., lists[index]).filter { isNode($0.1) }.map { (String($0.0), $0.1) }
        case .tuple(let index):
            return zip(0..., tuples[index]).filter { isNode($0.1) }.map { (String($0.0), $0.1) }
        case .dict(let index):
            var children: [(name: String, value: PickleValue)] = []
            for entry in dicts[index] where isNode(entry.value) {
                switch entry.key {
                case .string(let name): children.append((name, entry.value))
                case .int(let number): children.append((String(number), entry.value))
                default:
                    throw Malformed("a value in \(Malformed.quoted(path)) has \(entry.key.kind) as its name")
                }
            }
            return children
        default: return []
        }
    }

    private func isNode(_ value: PickleValue) -> Bool {
        switch value {
        case .tensor, .list, .tuple, .dict: true
        default: false
        }
    }
}
