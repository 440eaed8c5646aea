import CSoukPostings

extension WordSegment {
    /// What cannot be, whatever the checksum says; nil where every offset and every number leads to what is there. Later
    /// reads look at no bounds.
    var unsoundPart: String? {
        let parts: [(name: String, isSound: () -> Bool)] = [
            ("rising rows", { Self.areRows(self.rows) && Self.areRows(self.removed) }),
            ("tokens", { self.hasSoundTokens }),
            ("terms", { self.terms.isSound && self.signatures.count == self.terms.count }),
            ("stems", { self.hasSoundStems }),
            ("posting lists", { self.hasSoundLists }),
            ("columns", { self.columns.isSound(listings: self.count) }),
        ]
        return parts.first { !$0.isSound() }?.name
    }

    /// Rising, and so far from the ends of `Int64` that their distances are numbers.
    static func areRows(_ rows: UnsafeBufferPointer<Int64>) -> Bool {
        guard let first = rows.first, let last = rows.last else { return true }
        let limit = Int64.max / 4
        return first > -limit && last < limit && zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }
    }

    private var hasSoundTokens: Bool {
        lengths.count == count * 4 && fieldStarts.count == count * 3 + 1
            && sp_rises(fieldStarts.baseAddress, fieldStarts.count, tokens.count)
            && sp_all_below(tokens.baseAddress, tokens.count, PackedToken.largestTerm, terms.count)
            && sp_texts_begin_anew(tokens.baseAddress, fieldStarts.baseAddress, count * 3)
    }

    private var hasSoundStems: Bool {
        stems.isSound && termStems.count == terms.count && stemTerms.count == terms.count
            && stemTermStarts.count == stems.count + 1
            && sp_rises(stemTermStarts.baseAddress, stemTermStarts.count, stemTerms.count)
            && sp_all_below(termStems.baseAddress, termStems.count, .max, stems.count)
            && sp_all_below(stemTerms.baseAddress, stemTerms.count, .max, terms.count)
    }

    private var hasSoundLists: Bool {
        documents.count == terms.count && blockStarts.count == terms.count + 1
            && postings.count >= SPPadding && count <= UInt32.max
            && sp_rises(blockStarts.baseAddress, blockStarts.count, blocks.count)
            && sp_lists_are_sound(
                documents.baseAddress, blockStarts.baseAddress, terms.count, blocks.baseAddress,
                postings.baseAddress, postings.count, UInt32(count))
    }
}

extension PackedTexts {
    fileprivate var isSound: Bool { sp_rises(starts.baseAddress, starts.count, bytes.count) }
}

extension ListingColumns {
    fileprivate func isSound(listings: Int) -> Bool {
        values.isSound && labels.isSound && labels.count == listings * 3
            && codes.count == listings * Code.count && numbers.count == listings * Self.numbersPerListing
            && places.count == listings * 2 && hasSoundCodes
            // So far from the ends that sums and differences are numbers.
            && numbers.allSatisfy { $0 == Self.noNumber || abs($0) <= 1 << 53 }
            && places.allSatisfy { $0.isNaN || abs($0) <= 360 }
    }

    private var hasSoundCodes: Bool {
        guard values.count > 0 else { return codes.isEmpty }
        return codes.indices.allSatisfy { place in
            !Code.isValue(place % Code.count) || codes[place] < values.count
        }
    }
}
