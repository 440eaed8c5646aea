import SoukAnalysis
import SoukCatalog
import SoukSearch
import Synchronization

/// A listing on its way into a generation.
struct IncomingListing: Sendable {
    var listing: IndexedListing
    /// Vectors of these fields are replaced or taken away; the others stay.
    var touched: Set<VectorField>
}

/// Changes listings everywhere, inside a transaction. Writers take turns by the lock of the state's row.
struct ListingWriter {
    let schema: GenerationSchema
    let model: IndexModel
    let analyzer: TextAnalyzer
    let vocabulary: Vocabulary
    let connection: PostgresConnection

    /// Replaces listings of the same ids wholly. Of one id given twice the last counts.
    func upsert(_ incoming: [IncomingListing]) async throws {
        let batch = Self.lastOfEachID(incoming)
        guard !batch.isEmpty else { return }
        let state = try await GenerationState.read(schema, locking: true, on: connection)
        let words = try await vocabulary.words(at: state.version, of: schema, on: connection)
        let old = try await stored(batch.map(\.listing.id))
        var change = WordChange(after: words, version: state.version + 1)
        for row in old { change.remove(row.forms, lengths: row.lengths) }
        var rows: [[PostgresValue]] = []
        for one in batch {
            try Task.checkCancellation()
            let text = AnalysedText(one.listing, analyzer)
            let forms = change.add(text, analyzer)
            rows.append(Self.row(one, text, forms, state))
        }
        try await write(change, listings: batch.count - old.count)
        try await merge(rows, replacing: old.map(\.row))
    }

    /// Returns how many there were.
    func delete(_ ids: [String]) async throws -> Int {
        let state = try await GenerationState.read(schema, locking: true, on: connection)
        let old = try await stored(ids)
        guard !old.isEmpty else { return 0 }
        let words = try await vocabulary.words(at: state.version, of: schema, on: connection)
        var change = WordChange(after: words, version: state.version + 1)
        for row in old { change.remove(row.forms, lengths: row.lengths) }
        let gone = PostgresValue.ints(old.map(\.row))
        for table in [schema.listings, schema.texts] + model.fields.map(schema.vectors) {
            try await connection.run("DELETE FROM \(table) WHERE row_id = ANY ($1)", [gone])
        }
        try await write(change, listings: -old.count)
        return old.count
    }

    /// Compares prices by other rates from now on.
    func use(_ rates: ExchangeRates) async throws {
        let text = try GenerationState.text(rates)
        let state = try await GenerationState.read(schema, locking: true, on: connection)
        guard state.rates != rates else { return }
        var codes: [String] = []
        var factors: [Double] = []
        for code in [rates.base.code] + rates.rates.keys.sorted() {
            guard let factor = rates.factor(code) else { continue }
            codes.append(code)
            factors.append(factor)
        }
        // Half a penny goes up, as in `ExchangeRates.inBase`; prices are 0 or more.
        try await connection.run(
            """
            UPDATE \(schema.listings) SET comparable_price = floor(price * CASE WHEN currency IS NULL THEN 1
                ELSE (SELECT factor FROM unnest($1::text[], $2::text[]::float8[]) AS given (code, factor)
                    WHERE code = currency COLLATE "C") END + 0.5)::bigint
            WHERE price IS NOT NULL
            """, [.texts(codes), .texts(factors.map { "\($0)" })])
        try await connection.run(
            "UPDATE \(schema.state) SET rates = $1, version = version + 1", [.text(text)])
    }

    private static func lastOfEachID(_ incoming: [IncomingListing]) -> [IncomingListing] {
        var places: [[UInt8]: Int] = [:]
        for (place, one) in incoming.enumerated() { places[Array(one.listing.id.utf8)] = place }
        return incoming.enumerated().filter { places[Array($1.listing.id.utf8)] == $0 }.map(\.element)
    }

    // MARK: What is there

    private struct Stored {
        var row: Int
        var forms: [Int32]
        var lengths: FieldValues
    }

    private func stored(_ ids: [String]) async throws -> [Stored] {
        try await connection.run(
            """
            SELECT row_id, forms, title_words, description_words, category_words FROM \(schema.listings)
            WHERE id = ANY ($1)
            """, [.texts(ids)], name: "\(schema.name) stored"
        ).map { row in
            Stored(
                row: row.int(0) ?? 0, forms: row.int32s(1),
                lengths: FieldValues(
                    title: Double(row.int(2) ?? 0), description: Double(row.int(3) ?? 0),
                    categories: Double(row.int(4) ?? 0)))
        }
    }

    // MARK: Rows

    private static func row(
        _ one: IncomingListing, _ text: AnalysedText, _ forms: [Int32], _ state: GenerationState
    ) -> [PostgresValue] {
        let listing = one.listing
        // The sums of a form's listings are kept by number, so they are written in the order of the numbers.
        let order = forms.indices.sorted { forms[$0] < forms[$1] }
        let own: [PostgresValue] = [
            .text(listing.id), .text(CategoryKey.key(listing.categoryPath)), PostgresValue(listing.price),
            PostgresValue(listing.currency), PostgresValue(state.rates.price(of: listing)),
            PostgresValue(listing.town), PostgresValue(listing.latitude), PostgresValue(listing.longitude),
            .bool(listing.hasPhoto), PostgresValue(listing.postedAt), PostgresValue(listing.group),
            PostgresValue(listing.contentHash), .int32(Int32(text.lengths.title)),
            .int32(Int32(text.lengths.description)), .int32(Int32(text.lengths.categories)),
            .int32s(order.map { forms[$0] }), .floats(order.map { text.strength($0, state.corpus) }),
        ]
        let touched = VectorField.allCases.enumerated().reduce(Int16(0)) {
            one.touched.contains($1.element) ? $0 | 1 << Int16($1.offset) : $0
        }
        return own + AttributeColumn.values(of: listing)
            + [.text(listing.title), .text(listing.description), .words(text.words), .int16(touched)]
            + VectorField.allCases.map { listing.vectors[$0].map { .halfVector($0) } ?? .null }
    }

    private func merge(_ rows: [[PostgresValue]], replacing old: [Int]) async throws {
        let note = schema.incoming
        if !connection.notes.withLock({ $0.contains(note) }) {
            try await connection.run(schema.createIncoming(model))
            connection.notes.withLock { _ = $0.insert(note) }
        }
        try await connection.run(
            "COPY \(schema.incoming) FROM STDIN WITH (FORMAT binary)", copying: ByteBuffer.copied(rows))
        let names = GenerationSchema.columnNames
        let sets = GenerationSchema.columns.dropFirst().map { "\($0.name) = excluded.\($0.name)" }
        try await connection.run(
            """
            INSERT INTO \(schema.listings) (\(names)) SELECT \(names) FROM \(schema.incoming)
            ON CONFLICT (id) DO UPDATE SET \(sets.joined(separator: ", "))
            """)
        try await connection.run(
            """
            INSERT INTO \(schema.texts) (row_id, title, description, words)
            SELECT row_id, title, description, words FROM \(schema.incoming)
            JOIN \(schema.listings) USING (id)
            ON CONFLICT (row_id) DO UPDATE SET title = excluded.title, description = excluded.description,
                words = excluded.words
            """)
        for (place, field) in VectorField.allCases.enumerated() where model.fields.contains(field) {
            let isTouched = "touched & \(1 << place) <> 0"
            if !old.isEmpty {
                try await connection.run(
                    """
                    DELETE FROM \(schema.vectors(field)) USING \(schema.incoming) i
                        JOIN \(schema.listings) l USING (id)
                    WHERE \(schema.vectors(field)).row_id = l.row_id AND i.\(isTouched)
                        AND i.vector_\(field.rawValue) IS NULL
                    """)
            }
            try await connection.run(
                """
                INSERT INTO \(schema.vectors(field)) (row_id, vector)
                SELECT row_id, vector_\(field.rawValue) FROM \(schema.incoming) JOIN \(schema.listings) USING (id)
                WHERE \(isTouched) AND vector_\(field.rawValue) IS NOT NULL
                ON CONFLICT (row_id) DO UPDATE SET vector = excluded.vector
                    WHERE \(schema.vectors(field)).vector IS DISTINCT FROM excluded.vector
                """)
        }
    }

    private func write(_ change: WordChange, listings: Int) async throws {
        let changed = change.forms
        if !changed.isEmpty {
            try await connection.run(
                """
                INSERT INTO \(schema.vocabulary) AS v (form_id, form, stem, listings, changed)
                SELECT form_id, form, stem, listings, $5
                FROM unnest($1::int[], $2::text[], $3::text[], $4::int[])
                    AS given (form_id, form, stem, listings)
                ON CONFLICT (form_id) DO UPDATE SET listings = v.listings + excluded.listings,
                    changed = excluded.changed
                """,
                [
                    .int32s(changed.map(\.number)), .texts(changed.map(\.form)),
                    .texts(changed.map(\.stem)), .int32s(changed.map { Int32($0.listings) }),
                    .int(change.version),
                ], name: "\(schema.name) count forms")
        }
        try await connection.run(
            """
            UPDATE \(schema.state) SET version = $1, listings = listings + $2, title_words = title_words + $3,
                description_words = description_words + $4, category_words = category_words + $5
            """,
            [
                .int(change.version), .int(listings), .int(Int(change.lengths.title)),
                .int(Int(change.lengths.description)), .int(Int(change.lengths.categories)),
            ], name: "\(schema.name) advance")
    }
}

/// How a write changes the vocabulary, and the sums of the fields' lengths.
struct WordChange {
    let version: Int
    private let words: VocabularyWords
    private var new: [[UInt8]: VocabularyForm] = [:]
    private var counts: [Int32: Int] = [:]
    private var last: Int32
    private(set) var lengths = FieldValues.zero

    init(after words: VocabularyWords, version: Int) {
        (self.words, self.version, last) = (words, version, words.lastNumber)
    }

    mutating func remove(_ forms: [Int32], lengths: FieldValues) {
        for form in forms { counts[form, default: 0] -= 1 }
        for field in WordField.allCases { self.lengths[field] -= lengths[field] }
    }

    /// The numbers of a text's forms, in its order.
    mutating func add(_ text: AnalysedText, _ analyzer: TextAnalyzer) -> [Int32] {
        for field in WordField.allCases { lengths[field] += text.lengths[field] }
        return text.places.map { form, _ in
            let number = words.number(of: form) ?? number(ofNew: form, analyzer)
            counts[number, default: 0] += 1
            return number
        }
    }

    private mutating func number(ofNew form: String, _ analyzer: TextAnalyzer) -> Int32 {
        let key = Array(form.utf8)
        if let known = new[key] { return known.number }
        last += 1
        let stem = AnalysedText.form(analyzer.stem(form))
        new[key] = VocabularyForm(number: last, form: form, stem: stem, listings: 0)
        return last
    }

    /// What is to be added to the vocabulary. Spelling and stem count for new forms alone.
    var forms: [VocabularyForm] {
        var spelled: [Int32: VocabularyForm] = [:]
        for form in new.values { spelled[form.number] = form }
        return counts.filter { $0.value != 0 || spelled[$0.key] != nil }.sorted { $0.key < $1.key }.map {
            var form = spelled[$0.key] ?? VocabularyForm(number: $0.key, form: "", stem: "", listings: 0)
            form.listings = $0.value
            return form
        }
    }
}

extension AttributeColumn {
    /// Of `all`, in their order: as written, and as compared.
    static func values(of listing: IndexedListing) -> [PostgresValue] {
        all.flatMap { column in
            let value = listing.attributes[column.attribute]
            return [PostgresValue(value), PostgresValue(value.map(column.attribute.key))]
        }
    }
}
