import SoukSearch

/// A result without its listing, which may change while the answer is kept, as bytes.
enum FrozenResult {
    static func packed(_ result: RankedResult) -> [UInt8] {
        var bytes = PackedBytes(capacity: 512)
        bytes.add(result.rank)
        bytes.add(RankingFeature.signature)
        bytes.add(result.scoreRank)
        bytes.add(result.probability)
        bytes.add(result.isRelevant.map { $0 ? UInt8(2) : 1 } ?? 0)
        bytes.add(result.breakdown.parts.count)
        for part in result.breakdown.parts {
            bytes.add(part.feature)
            bytes.add((part.raw == nil ? 0 : 1) | (part.contribution == 0 ? 0 : 2))
            if let raw = part.raw { bytes.add(raw) }
            if part.contribution != 0 { bytes.add(part.contribution) }
        }
        bytes.add(result.matches.count)
        for match in result.matches {
            bytes.add(match.term)
            bytes.add(match.word)
            bytes.add(match.field.rawValue)
            bytes.add(match.how.rawValue)
        }
        bytes.add(result.duplicates.count)
        for id in result.duplicates { bytes.add(id) }
        bytes.add(result.rankWithout.count)
        for counterfactual in result.rankWithout {
            bytes.add(counterfactual.feature)
            bytes.add(counterfactual.rank)
        }
        return bytes.bytes
    }

    static func rank(_ packed: [UInt8]) throws(RetrievalError) -> Int {
        var reader = PackedReader(packed)
        return try reader.int()
    }

    static func result(_ listing: IndexedListing, _ packed: [UInt8]) throws(RetrievalError) -> RankedResult {
        var reader = PackedReader(packed)
        let rank = try reader.int()
        guard try reader.int() == RankingFeature.signature else { throw otherVersion }
        let scoreRank = try reader.int()
        let probability = try reader.known()
        let isRelevant = try [nil, false, true][min(2, Int(reader.byte()))]
        var parts: [ScoreBreakdown.Part] = []
        for _ in 0..<(try reader.count()) {
            let (feature, known) = (try reader.feature(), try reader.int())
            let raw = known & 1 != 0 ? try reader.double() : nil
            let contribution = known & 2 != 0 ? try reader.double() : 0
            parts.append(ScoreBreakdown.Part(feature: feature, raw: raw, contribution: contribution))
        }
        var matches: [MatchedWord] = []
        for _ in 0..<(try reader.count()) { matches.append(try match(&reader)) }
        var duplicates: [String] = []
        for _ in 0..<(try reader.count()) { duplicates.append(try reader.text()) }
        var rankWithout: [RankedResult.Counterfactual] = []
        for _ in 0..<(try reader.count()) {
            rankWithout.append(
                .init(feature: try reader.feature(), rank: try reader.int()))
        }
        let breakdown = ScoreBreakdown(parts: parts)
        return RankedResult(
            listing: listing, rank: rank, scoreRank: scoreRank, score: breakdown.score, breakdown: breakdown,
            matches: matches, probability: probability, isRelevant: isRelevant, duplicates: duplicates,
            rankWithout: rankWithout)
    }

    private static func match(_ reader: inout PackedReader) throws(RetrievalError) -> MatchedWord {
        let (term, word) = (try reader.text(), try reader.text())
        guard let field = WordField(rawValue: try reader.int()),
            let how = MatchedWord.How(rawValue: try reader.text())
        else { throw otherVersion }
        return MatchedWord(term: term, word: word, field: field, how: how)
    }

    private static var otherVersion: RetrievalError { .cursor(reason: "its answer is of another version") }
}

extension PackedBytes {
    /// By its place, from 1; a feature of other versions by its name, behind a 0.
    fileprivate mutating func add(_ feature: RankingFeature) {
        add(feature.place.map { $0 + 1 } ?? 0)
        if feature.place == nil { add(feature.rawValue) }
    }

    fileprivate mutating func add(_ number: Double?) {
        add(UInt8(number == nil ? 0 : 1))
        if let number { add(number) }
    }
}

extension PackedReader {
    fileprivate mutating func feature() throws(RetrievalError) -> RankingFeature {
        let place = try int()
        guard place > 0 else { return RankingFeature(rawValue: try text()) }
        guard let feature = RankingFeature(place: place - 1) else {
            throw .cursor(reason: "its answer cannot be read")
        }
        return feature
    }

    fileprivate mutating func known() throws(RetrievalError) -> Double? {
        try byte() == 0 ? nil : try double()
    }
}
