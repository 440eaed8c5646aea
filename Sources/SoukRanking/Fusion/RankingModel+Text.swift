extension RankingModel {
    /// For words, with or without the vectors of a plain sentence encoder.
    public static let text = RankingModel(name: standardName, fusion: .standard)
}
