/// A value on the stack of the pickle machine.
///
/// Containers and tensors are indices into a `PickleHeap`, so that values are flat: neither
/// nesting nor cycles of an untrusted file can exhaust the stack or leak.
enum PickleValue {
    case none
    case bool(Bool)
    case int(Int)
    /// Little-endian two's complement of more than eight bytes.
    case long([UInt8])
    case float(Double)
    case string(String)
    case global(PickleGlobal)
    case list(Int)
    case tuple(Int)
    case dict(Int)
    case storage(Int)
    case tensor(Int)

    /// What the value is, for messages.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .int, .long: "an integer"
        case .float: "a number"
        case .string: "text"
        case .global(let global): global.name
        case .list: "a list"
        case .tuple: "a tuple"
        case .dict: "a dictionary"
        case .storage: "a storage"
        case .tensor: "a tensor"
        }
    }
}

/// The containers, storages and tensors that a pickle has made, by index.
struct PickleHeap {
    var lists: [[PickleValue]] = []
    var tuples: [[PickleValue]] = []
    var dicts: [[(key: PickleValue, value: PickleValue)]] = []
    var storages: [PickledStorage] = []
    var tensors: [PickledTensor] = []

    mutating func list(_ values: [PickleValue] = []) -> PickleValue {
        lists.append(values)
        return .list(lists.count - 1)
    }

    mutating func tuple(_ values: [PickleValue]) -> PickleValue {
        tuples.append(values)
        return .tuple(tuples.count - 1)
    }

    mutating func dict(_ entries: [(key: PickleValue, value: PickleValue)] = []) -> PickleValue {
        dicts.append(entries)
        return .dict(dicts.count - 1)
    }

    /// The elements of a list or tuple; nil for anything else.
    func elements(_ value: PickleValue) -> [PickleValue]? {
        switch value {
        case .list(let index): lists[index]
        case .tuple(let index): tuples[index]
        default: nil
        }
    }
}

/// A run of equal elements in the file that tensors are views of.
struct PickledStorage: Hashable {
    /// The name of the storage in the file.
    var key: String
    /// Nil for bytes whose type the tensor tells.
    var dtype: ScalarType?
    /// Where this storage begins in the one named by `key`, in elements.
    var start: Int
    /// In elements.
    var count: Int
}

/// A tensor as a view of a storage; strides and offset in elements.
struct PickledTensor: Hashable {
    var storage: PickledStorage
    var dtype: ScalarType
    var offset: Int
    var shape: [Int]
    var strides: [Int]
}
