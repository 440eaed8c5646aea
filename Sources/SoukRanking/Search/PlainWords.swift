/// Words as coverage counts them.
enum PlainWords {
    /// Runs of letters and digits, in small letters.
    static func of(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
