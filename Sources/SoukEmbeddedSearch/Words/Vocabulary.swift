import SoukSearch

/// The words of a snapshot, for finding those that are spelled nearly like a given one.
///
/// A word's signature has a bit for each of its letters; words `d` edits apart differ in at most `2d` bits,
/// so a scan of lengths and signatures leaves few words to compare letter by letter.
struct Vocabulary {
    let snapshot: WordSnapshot

    /// - Returns: Forms within `limit` edits of `form`, not itself, each once.
    func near(_ form: String, limit: Int) -> [(form: String, distance: Int)] {
        let sought = Array(form.utf8)
        let signature = sought.withUnsafeBufferPointer(Self.signature)
        var found: [(form: [UInt8], distance: Int)] = []
        for layer in snapshot.layers {
            let segment = layer.segment
            for term in segment.signatures.indices
            where (segment.signatures[term] ^ signature).nonzeroBitCount <= 2 * limit
                && abs(segment.terms.length(term) - sought.count) <= limit
                && (3...40).contains(segment.terms.length(term)) && layer.documents(holding: term) > 0
            {
                let candidate = segment.terms[term]
                if let distance = editDistance(sought, candidate, limit: limit), distance > 0,
                    !candidate.contains(where: Self.isDigit)
                {
                    found.append((Array(candidate), distance))
                }
            }
        }
        found.sort { $0.form.lexicographicallyPrecedes($1.form) }
        return found.indices.filter { $0 == 0 || found[$0].form != found[$0 - 1].form }.map {
            (String(decoding: found[$0].form, as: UTF8.self), found[$0].distance)
        }
    }

    static func signature(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        bytes.reduce(into: 0) { $0 |= 1 << (UInt32($1) & 31) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
