import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// An address of the Internet Protocol, as bytes in network order: 4 or 16.
package struct InternetAddress: Sendable, Equatable, CustomStringConvertible {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        precondition(bytes.count == 4 || bytes.count == 16)
        self.bytes = bytes
    }

    /// nil for what is no address as `inet_pton` reads it.
    package init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: &four) { Array($0) })
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            self.init(bytes: withUnsafeBytes(of: &sixteen) { Array($0) })
        } else {
            return nil
        }
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        _ = bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether it belongs to somebody on the public Internet: no machine of the own network, no special use
    /// (IANA's registries of special-purpose addresses, RFC 6890).
    package var isPublic: Bool {
        if bytes.count == 4 { return Self.isPublic(bytes) }
        if let inner = embedded { return Self.isPublic(inner) }
        // Only 2000::/3 is given out.
        return bytes[0] >> 5 == 1 && !Self.special16.contains { starts(with: $0.0, bits: $0.1) }
    }

    /// The IPv4 address within one of IPv6: mapped (`::ffff:0:0/96`), or of a translator (`64:ff9b::/96`).
    private var embedded: [UInt8]? {
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let isTranslated = starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], bits: 96)
        return isMapped || isTranslated ? Array(bytes.suffix(4)) : nil
    }

    private static func isPublic(_ bytes: [UInt8]) -> Bool {
        let address = InternetAddress(bytes: bytes)
        return !special4.contains { address.starts(with: $0.0, bits: $0.1) }
    }

    private func starts(with prefix: [UInt8], bits: Int) -> Bool {
        for (index, byte) in prefix.enumerated() {
            let rest = bits - index * 8
            if rest <= 0 { return true }
            let mask: UInt8 = rest >= 8 ? 0xFF : ~(0xFF >> UInt8(rest))
            if (bytes[index] ^ byte) & mask != 0 { return false }
        }
        return true
    }

    private static let special4: [([UInt8], Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15),
        ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]

    /// Of 2000::/3: protocol assignments with Teredo, documentation, and 6to4, behind which any IPv4 address may be.
    private static let special16: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16),
        ([0x3F, 0xFF, 0x00], 20),
    ]
}
