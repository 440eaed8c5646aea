import Foundation

/// Runs a pickle that may hold tensors and plain containers, and refuses every other instruction and name.
///
/// Nothing of the file is ever called. Steps, marks and copies are bounded, so that time and memory
/// stay proportional to the length of the pickle.
struct PickleMachine {
    /// Instructions, and elements copied by them, that one pickle may ask for.
    static let stepLimit = 1 << 22

    private(set) var heap = PickleHeap()
    private var cursor: ByteCursor
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]
    private var steps = 0

    init(_ cursor: ByteCursor) { self.cursor = cursor }

    /// The position behind the last instruction that was run.
    var offset: Int { cursor.offset }

    /// Runs one pickle up to its end and returns the value it makes; memo and stack begin empty.
    mutating func run() throws(Malformed) -> PickleValue {
        (stack, marks, memo, steps) = ([], [], [:], 0)
        while true {
            let start = cursor.offset
            try spend(1)
            let code = try cursor.byte()
            guard let opcode = PickleOpcode(rawValue: code) else {
                throw Malformed(
                    "refused: instruction 0x\(String(code, radix: 16)) at byte \(start) of the pickle")
            }
            if opcode == .stop {
                guard stack.count == 1, marks.isEmpty else {
                    throw broken("ends with an unfinished value", start)
                }
                return try pop(start)
            }
            try step(opcode, start)
        }
    }

    private mutating func step(_ opcode: PickleOpcode, _ start: Int) throws(Malformed) {
        switch opcode {
        case .proto:
            let version = try cursor.byte()
            guard version <= 5 else { throw broken("has the unknown protocol \(version)", start) }
        case .frame: _ = try cursor.length(UInt64.self)
        case .mark: marks.append(stack.count)
        case .pop: _ = try pop(start)
        case .popMark: _ = try popToMark(start)
        case .dup: stack.append(try top(start))
        case .none, .newTrue, .newFalse, .binInt, .binInt1, .binInt2, .long1, .long4, .binFloat,
            .binString, .shortBinString, .binUnicode, .shortBinUnicode, .binUnicode8:
            stack.append(try scalar(opcode, start))
        case .emptyTuple: stack.append(heap.tuple([]))
        case .emptyList: stack.append(heap.list())
        case .emptyDict: stack.append(heap.dict())
        case .tuple: stack.append(heap.tuple(try popToMark(start)))
        case .tuple1: stack.append(heap.tuple(try pop(1, start)))
        case .tuple2: stack.append(heap.tuple(try pop(2, start)))
        case .tuple3: stack.append(heap.tuple(try pop(3, start)))
        case .list: stack.append(heap.list(try popToMark(start)))
        case .dict: stack.append(heap.dict(try pairs(popToMark(start), start)))
        case .append: try append(pop(1, start), start)
        case .appends: try append(popToMark(start), start)
        case .setItem: try setItems(pop(2, start), start)
        case .setItems: try setItems(popToMark(start), start)
        case .binPut: memo[Int(try cursor.byte())] = try top(start)
        case .longBinPut: memo[try cursor.length(UInt32.self)] = try top(start)
        case .memoize: memo[memo.count] = try top(start)
        case .binGet: try recall(Int(cursor.byte()), start)
        case .longBinGet: try recall(cursor.length(UInt32.self), start)
        case .global:
            let (module, name) = (try cursor.line(), try cursor.line())
            stack.append(.global(try PickleGlobal(module: module, name: name, at: start)))
        case .stackGlobal: try stackGlobal(start)
        case .binPersistentID: stack.append(try heap.persistentStorage(pop(start), at: start))
        case .reduce: try reduce(start)
        case .build: try build(start)
        case .stop: break
        }
    }

    private mutating func scalar(_ opcode: PickleOpcode, _ start: Int) throws(Malformed) -> PickleValue {
        switch opcode {
        case .newTrue: .bool(true)
        case .newFalse: .bool(false)
        case .binInt: .int(Int(try cursor.littleEndian(Int32.self)))
        case .binInt1: .int(Int(try cursor.byte()))
        case .binInt2: .int(Int(try cursor.littleEndian(UInt16.self)))
        case .long1: integer(try cursor.take(Int(cursor.byte())))
        case .long4: integer(try cursor.take(cursor.length(UInt32.self)))
        case .binFloat: .float(Double(bitPattern: try cursor.littleEndian(UInt64.self).byteSwapped))
        case .shortBinString, .shortBinUnicode: .string(try cursor.text(Int(cursor.byte())))
        case .binString, .binUnicode: .string(try cursor.text(cursor.length(UInt32.self)))
        case .binUnicode8: .string(try cursor.text(cursor.length(UInt64.self)))
        default: .none
        }
    }

    private func integer(_ bytes: ArraySlice<UInt8>) -> PickleValue {
        guard bytes.count <= 8 else { return .long(Array(bytes)) }
        let negative = bytes.last.map { $0 >= 0x80 } ?? false
        return .int(bytes.reversed().reduce(negative ? -1 : 0) { ($0 << 8) | Int($1) })
    }

    private mutating func append(_ values: [PickleValue], _ start: Int) throws(Malformed) {
        guard case .list(let index) = try top(start) else {
            throw broken("appends to what is no list", start)
        }
        heap.lists[index].append(contentsOf: values)
    }

    private mutating func setItems(_ values: [PickleValue], _ start: Int) throws(Malformed) {
        guard case .dict(let index) = try top(start) else {
            throw broken("sets an item of what is no dictionary", start)
        }
        heap.dicts[index].append(contentsOf: try pairs(values, start))
    }

    private func pairs(
        _ values: [PickleValue], _ start: Int
    ) throws(Malformed) -> [(key: PickleValue, value: PickleValue)] {
        guard values.count.isMultiple(of: 2) else { throw broken("has a key without a value", start) }
        return stride(from: 0, to: values.count, by: 2).map { (key: values[$0], value: values[$0 + 1]) }
    }

    private mutating func recall(_ index: Int, _ start: Int) throws(Malformed) {
        guard let value = memo[index] else {
            throw broken("recalls value \(index), which was never kept", start)
        }
        stack.append(value)
    }

    private mutating func stackGlobal(_ start: Int) throws(Malformed) {
        let names = try pop(2, start)
        guard case .string(let module) = names[0], case .string(let name) = names[1] else {
            throw broken("has a name that is no text", start)
        }
        stack.append(.global(try PickleGlobal(module: module, name: name, at: start)))
    }

    private mutating func reduce(_ start: Int) throws(Malformed) {
        let values = try pop(2, start)
        guard case .global(let callee) = values[0], case .tuple(let arguments) = values[1] else {
            throw Malformed("refused: a call of \(values[0].kind) at byte \(start) of the pickle")
        }
        try spend(heap.tuples[arguments].count)
        stack.append(try heap.call(callee, heap.tuples[arguments], at: start))
    }

    /// PyTorch sets attributes on one kind of object only: `_metadata` on the dictionary of a state.
    private mutating func build(_ start: Int) throws(Malformed) {
        _ = try pop(start)
        guard case .dict = try top(start) else {
            throw Malformed("refused: BUILD on \(try top(start).kind) at byte \(start) of the pickle")
        }
    }

    private mutating func spend(_ count: Int) throws(Malformed) {
        steps += count
        guard steps <= Self.stepLimit else {
            throw Malformed("the pickle asks for more than \(Self.stepLimit) steps")
        }
    }

    private func top(_ start: Int) throws(Malformed) -> PickleValue {
        guard let value = stack.last, stack.count > marks.last ?? 0 else {
            throw broken("needs a value", start)
        }
        return value
    }

    private mutating func pop(_ start: Int) throws(Malformed) -> PickleValue {
        let value = try top(start)
        stack.removeLast()
        return value
    }

    private mutating func pop(_ count: Int, _ start: Int) throws(Malformed) -> [PickleValue] {
        guard stack.count - (marks.last ?? 0) >= count else { throw broken("needs \(count) values", start) }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark(_ start: Int) throws(Malformed) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw broken("needs a mark", start) }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func broken(_ what: String, _ start: Int) -> Malformed {
        Malformed("the pickle \(what) at byte \(start)")
    }
}
