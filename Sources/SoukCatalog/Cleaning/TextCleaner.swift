import Foundation

/// The rules that titles and descriptions share, in their order.
struct TextCleaner {
    let keepsContacts: Bool

    /// Encoding, entities, tags, invisible characters, normal form, white space.
    func normalise(_ text: String, keepsLines: Bool, _ log: inout RuleLog) -> Scalars {
        var scalars = Array(text.unicodeScalars)
        log.note(.encoding, if: Mojibake.mend(&scalars))
        log.note(.entities, if: Entities.decode(&scalars))
        log.note(.tags, if: Tags.remove(&scalars))
        log.note(.lostCharacters, if: LostCharacters.replace(&scalars))
        log.note(.invisibles, if: Invisibles.remove(&scalars))
        log.note(.normalisation, if: Self.compose(&scalars))
        log.note(.whiteSpace, if: WhiteSpace.collapse(&scalars, keepsLines: keepsLines))
        return scalars
    }

    /// Telephone numbers and e-mail addresses become marks.
    func mask(_ text: inout Scalars, _ log: inout RuleLog) {
        guard !keepsContacts else { return }
        log.note(.email, if: EmailAddresses.mask(&text))
        log.note(.telephone, if: TelephoneNumbers.mask(&text))
    }

    private static func compose(_ text: inout Scalars) -> Bool {
        guard text.contains(where: { $0.value >= 0x300 }) else { return false }
        let composed = Array(String(text).precomposedStringWithCanonicalMapping.unicodeScalars)
        guard composed != text else { return false }
        text = composed
        return true
    }
}
