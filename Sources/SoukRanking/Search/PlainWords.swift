/// Words as coverage counts them.
package enum PlainWords {
    /// Runs of letters and digits, in small letters.
    package static func of(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
