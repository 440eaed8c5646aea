/// A host that may be asked for photos: `cdn.example.com`, `*.example.com` for all below it, or with a port,
/// `cdn.example.com:8443`.
public struct PhotoHost: Sendable, Equatable, CustomStringConvertible {
    let name: String
    let isSuffix: Bool
    /// nil for the usual port of the address's scheme.
    let port: Int?

    /// nil for what names no host.
    public init?(_ text: String) {
        var name = text.lowercased()
        var port: Int?
        if let colon = name.lastIndex(of: ":") {
            guard let number = Int(name[name.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            port = number
            name = String(name[..<colon])
        }
        isSuffix = name.hasPrefix("*.")
        if isSuffix { name.removeFirst(2) }
        guard PhotoAddress.isHostName(name), !isSuffix || name.contains(".") else { return nil }
        (self.name, self.port) = (name, port)
    }

    public var description: String { (isSuffix ? "*." : "") + name + (port.map { ":\($0)" } ?? "") }

    func allows(_ address: PhotoAddress) -> Bool {
        guard address.port == port ?? address.usualPort else { return false }
        return isSuffix ? address.host.hasSuffix("." + name) : address.host == name
    }
}
