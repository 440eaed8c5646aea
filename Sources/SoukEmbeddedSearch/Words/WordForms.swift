import SoukSearch

/// A word as the index holds it.
struct WordForm: Equatable {
    var form: String
    var stem: String
    var documents: Int
}

/// Questions about the words of a snapshot.
struct WordForms {
    let snapshot: WordSnapshot

    func find(_ form: String) -> WordForm? {
        merged(snapshot.layers.map { layer in layer.segment.terms.index(of: form).map { [$0] } ?? [] }).first
    }

    /// The commonest words with this stem.
    func sharing(stem: String) -> [WordForm] {
        let terms = snapshot.layers.map { layer -> [Int] in
            let segment = layer.segment
            guard let index = segment.stems.index(of: stem) else { return [] }
            return (segment.stemTermStarts[index]..<segment.stemTermStarts[index + 1]).map {
                Int(segment.stemTerms[Int($0)])
            }
        }
        return commonest(merged(terms), 16)
    }

    /// The commonest words that begin so.
    func beginning(with prefix: String) -> [WordForm] {
        commonest(merged(snapshot.layers.map { Array($0.segment.terms.indices(beginningWith: prefix)) }), 24)
    }

    /// Whether the words stand next to each other in any document.
    func standTogether(_ words: [String]) -> Bool {
        let sequence = WordSequence(
            weight: 1,
            positions: words.map { [SoughtForm(form: $0, weight: 1, how: .exact, documents: 0)] }, how: .exact
        )
        return snapshot.layers.contains { layer in
            let reader = LayerReader(layer, [sequence])
            let documents = reader.documents(saying: 0)
            guard !documents.isEmpty else { return false }
            let phrase = PhraseFinder(reader, 0)
            return documents.contains { phrase.counts(in: $0) != .zero }
        }
    }

    private func commonest(_ forms: [WordForm], _ count: Int) -> [WordForm] {
        let sorted = forms.sorted {
            $0.documents == $1.documents
                ? $0.form.utf8.lexicographicallyPrecedes($1.form.utf8) : $0.documents > $1.documents
        }
        return Array(sorted.prefix(count))
    }

    /// Terms of each layer, by their bytes, with how many documents of all layers hold them.
    private func merged(_ terms: [[Int]]) -> [WordForm] {
        var found: [(layer: Int, term: Int)] = []
        for (layer, terms) in terms.enumerated() {
            for term in terms where snapshot.layers[layer].documents(holding: term) > 0 {
                found.append((layer, term))
            }
        }
        func bytes(_ place: (layer: Int, term: Int)) -> UnsafeBufferPointer<UInt8> {
            snapshot.layers[place.layer].segment.terms[place.term]
        }
        if snapshot.layers.count > 1 { found.sort { PackedTexts.order(bytes($0), bytes($1)) < 0 } }
        var forms: [WordForm] = []
        for (index, place) in found.enumerated() {
            let layer = snapshot.layers[place.layer]
            if index > 0, PackedTexts.order(bytes(place), bytes(found[index - 1])) == 0 {
                forms[forms.count - 1].documents += layer.documents(holding: place.term)
                continue
            }
            forms.append(
                WordForm(
                    form: layer.segment.terms.text(place.term),
                    stem: layer.segment.stems.text(Int(layer.segment.termStems[place.term])),
                    documents: layer.documents(holding: place.term)))
        }
        return forms
    }
}
