/// The type of a tensor's elements.
public enum ScalarType: String, Sendable, CaseIterable, Codable {
    case float32, float64, float16, bfloat16
    case int64, int32, int16, int8
    case uint8, bool

    /// The bytes that one element takes.
    public var byteCount: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }
}
