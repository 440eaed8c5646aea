import Foundation

/// Cleans a text by all rules that need to know nothing else.
struct TextCleaner {
    var keepContacts = false

    /// - Parameter singleLine: line ends become spaces.
    func clean(_ text: String, singleLine: Bool, fired: inout Set<CleaningRule>) -> String {
        var scalars = Scalars(text.unicodeScalars)
        guard !scalars.isEmpty else { return "" }
        if Mojibake.mend(&scalars) { fired.insert(.mojibake) }
        HTMLText.strip(&scalars, fired: &fired)
        if BrokenCharacters.replace(&scalars) { fired.insert(.brokenCharacters) }
        if InvisibleCharacters.remove(&scalars) { fired.insert(.invisibleCharacters) }
        if Self.compose(&scalars) { fired.insert(.unicodeForm) }
        if WhiteSpace.tidy(&scalars, singleLine: singleLine) { fired.insert(.whiteSpace) }
        if Boilerplate.remove(&scalars) { fired.insert(.boilerplate) }
        if !keepContacts {
            if EmailAddresses.mask(&scalars) { fired.insert(.emailAddresses) }
            if PhoneNumbers.mask(&scalars) { fired.insert(.phoneNumbers) }
        }
        return String(scalars)
    }

    /// Normalisation form C (Unicode Standard Annex 15).
    private static func compose(_ scalars: inout Scalars) -> Bool {
        guard scalars.contains(where: { $0.value >= 0x300 }) else { return false }
        let composed = Scalars(String(scalars).precomposedStringWithCanonicalMapping.unicodeScalars)
        guard composed != scalars else { return false }
        scalars = composed
        return true
    }
}
