/// Telephone numbers and e-mail addresses in texts, which cleaning replaces by marks.
public enum ContactDetails {
    /// Whether a text holds any.
    public static func areIn(_ text: String) -> Bool {
        var log = RuleLog()
        let cleaner = TextCleaner(keepsContacts: false)
        var text = cleaner.normalise(text, keepsLines: true, &log)
        let before = log.rules.count
        cleaner.mask(&text, &log)
        return log.rules.count > before
    }
}
