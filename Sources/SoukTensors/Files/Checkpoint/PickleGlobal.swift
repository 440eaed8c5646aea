/// A name that a pickle may mention: there are no others.
struct PickleGlobal {
    enum Meaning {
        case orderedDict, size
        case rebuildTensor, rebuildTensorV2, rebuildTensorV3, rebuildParameter
        /// A class of storages; nil for untyped bytes.
        case storage(ScalarType?)
        case dtype(ScalarType)
    }

    var name: String
    var meaning: Meaning

    init(module: String, name: String, at byte: Int) throws(Malformed) {
        let full = "\(module).\(name)"
        guard let meaning = Self.meanings[full] else {
            throw Malformed(
                "refused: \(Malformed.printable(full)) at byte \(byte) of the pickle",
                remedy: "Only tensors and plain containers are read, for a pickle can run any program."
                    + " If you trust the file, load it in Python and save `model.state_dict()` alone.")
        }
        self.name = full
        self.meaning = meaning
    }

    private static let meanings: [String: Meaning] = {
        var meanings: [String: Meaning] = [
            "collections.OrderedDict": .orderedDict,
            "torch.Size": .size,
            "torch._utils._rebuild_tensor": .rebuildTensor,
            "torch._utils._rebuild_tensor_v2": .rebuildTensorV2,
            "torch._utils._rebuild_tensor_v3": .rebuildTensorV3,
            "torch._utils._rebuild_parameter": .rebuildParameter,
            "torch.storage.UntypedStorage": .storage(nil),
            "torch.UntypedStorage": .storage(nil),
        ]
        let storages: [String: ScalarType] = [
            "Float": .float32, "Double": .float64, "Half": .float16, "BFloat16": .bfloat16, "Long": .int64,
            "Int": .int32, "Short": .int16, "Char": .int8, "Byte": .uint8, "Bool": .bool,
        ]
        for (name, type) in storages {
            meanings["torch.\(name)Storage"] = .storage(type)
            meanings["torch.cuda.\(name)Storage"] = .storage(type)
        }
        for type in ScalarType.allCases { meanings["torch.\(type.rawValue)"] = .dtype(type) }
        return meanings
    }()
}
