import Foundation

/// The part of cleaning that suits what a buyer types, too: nothing is masked or cut.
public enum TidyText {
    /// One line in composed compatibility form (full-width letters become plain ones), with mended encoding,
    /// without invisible characters, and with single spaces.
    public static func line(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        _ = Mojibake.mend(&scalars)
        scalars = Array(String(scalars).precomposedStringWithCompatibilityMapping.unicodeScalars)
        _ = Invisibles.remove(&scalars)
        _ = WhiteSpace.collapse(&scalars, keepsLines: false)
        return String(scalars)
    }
}
