/// A place in a JSON document (RFC 6901).
struct JSONPointer: Sendable, Equatable, CustomStringConvertible {
    private(set) var description: String

    static let root = JSONPointer(description: "")

    func appending(_ name: String) -> JSONPointer {
        let escaped = name.prefix(80).replacing("~", with: "~0").replacing("/", with: "~1")
        return JSONPointer(description: description + "/" + escaped)
    }

    func appending(_ index: Int) -> JSONPointer { JSONPointer(description: description + "/\(index)") }
}
