/// Mends UTF-8 that was read as Windows-1252: `â€™` for `’`, `Â£` for `£`, `Ã©` for `é`.
enum Mojibake {
    /// - Returns: whether anything was mended.
    static func mend(_ text: inout Scalars) -> Bool {
        var changed = false
        // Text can be broken more than once.
        for _ in 0..<3 {
            guard let mended = pass(text) else { break }
            text = mended
            changed = true
        }
        return changed
    }

    private static func pass(_ text: Scalars) -> Scalars? {
        guard text.contains(where: isLead) else { return nil }
        var output: Scalars = []
        output.reserveCapacity(text.count)
        var changed = false
        var index = 0
        while index < text.count {
            if isLead(text[index]), let (scalar, length) = sequence(text, at: index) {
                output.append(scalar)
                index += length
                changed = true
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return changed ? output : nil
    }

    /// The leads of Latin-1 letters and signs, of punctuation, and of emoji: others (`É™`, `É”`) do
    /// occur side by side in sound text.
    private static func isLead(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xC2, 0xC3, 0xE2, 0xEF, 0xF0: true
        default: false
        }
    }

    private static func sequence(_ text: Scalars, at index: Int) -> (Unicode.Scalar, length: Int)? {
        guard let lead = Windows1252.byte(text[index]) else { return nil }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        var bytes = [lead]
        for scalar in text[index...].dropFirst().prefix(length - 1) {
            guard let byte = Windows1252.byte(scalar), byte & 0xC0 == 0x80 else { break }
            bytes.append(byte)
        }
        if bytes.count == length, let mended = String(validating: bytes, as: UTF8.self) {
            return mended.unicodeScalars.first.map { ($0, length) }
        }
        // `â€` whose last byte was dropped because Windows-1252 has no character for it.
        return bytes == [0xE2, 0x80] ? ("\u{201D}", 2) : nil
    }
}
