/// A language whose endings are known.
public enum StemLanguage: String, Sendable, Codable, CaseIterable {
    case english, danish, dutch, finnish, french, german, hungarian, italian, norwegian, portuguese, romanian
    case russian, spanish, swedish, turkish
}
