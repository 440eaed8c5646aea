import SoukRanking

/// Takes a title out of a description that repeats it.
enum RepeatedTitle {
    /// The description without any run of words that is the whole title, in whatever case and punctuation.
    static func cut(_ title: String, from description: String) -> String {
        let sought = PlainWords.of(title)
        guard !sought.isEmpty else { return description }
        let words = runs(of: description)
        var kept = description.startIndex
        var result = ""
        var place = 0
        while place < words.count {
            let end = place + sought.count
            guard end <= words.count, zip(words[place..<end], sought).allSatisfy({ $0.word == $1 }) else {
                place += 1
                continue
            }
            result += description[kept..<words[place].range.lowerBound]
            kept = words[end - 1].range.upperBound
            place = end
        }
        return result + description[kept...]
    }

    /// Words as `PlainWords` sees them, with where they stand.
    private static func runs(of text: String) -> [(word: String, range: Range<String.Index>)] {
        text.split { !$0.isLetter && !$0.isNumber }.map {
            (word: PlainWords.of(String($0)).joined(), range: $0.startIndex..<$0.endIndex)
        }
    }
}
