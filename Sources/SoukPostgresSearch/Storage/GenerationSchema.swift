import SoukCatalog
import SoukSearch

/// The tables of one generation, in a schema of their own. A generation of another version is built anew, never
/// migrated.
///
/// - `listings`: what is filtered, sorted and counted, and for words the numbers of a listing's forms (`forms`) with
///   what each weighs in it (`strengths`).
/// - `texts`: what is shown, and where words stand, which phrases and explanations need.
/// - `vectors_text`, `vectors_photo`, `vectors_fused`: narrow, so that a changed price touches no graph.
/// - `vocabulary`: each form with its stem, and how many listings hold it.
/// - `state`: one row; its lock is the writers' turn. It says, too, which part of the listings this is.
/// - `answers`: ranked answers for their later pages; not logged, since they can be asked for again.
struct GenerationSchema: Sendable, Equatable {
    static let version = 2

    /// Of the schema; needs no quotes.
    let name: String

    var listings: String { "\(name).listings" }
    var texts: String { "\(name).texts" }
    var vocabulary: String { "\(name).vocabulary" }
    var state: String { "\(name).state" }
    var answers: String { "\(name).answers" }
    var incoming: String { "incoming_\(name)" }
    func vectors(_ field: VectorField) -> String { "\(name).vectors_\(field.rawValue)" }

    /// How large the graphs' neighbourhoods are, and how carefully they are built.
    private static let graph = "m = 16, ef_construction = 100"

    // MARK: Columns

    /// Columns of `listings` behind `row_id`, in the order in which they are written.
    static let columns: [(name: String, type: String)] =
        [
            ("id", "text COLLATE \"C\" NOT NULL"), ("category", "text COLLATE \"C\" NOT NULL"),
            ("price", "bigint"), ("currency", "text COLLATE \"C\""), ("comparable_price", "bigint"),
            ("town", "text COLLATE \"C\""), ("latitude", "float8"), ("longitude", "float8"),
            ("has_photo", "boolean NOT NULL"), ("posted_at", "bigint"), ("group_id", "bigint"),
            ("content_hash", "text COLLATE \"C\""), ("title_words", "int NOT NULL"),
            ("description_words", "int NOT NULL"), ("category_words", "int NOT NULL"),
            ("forms", "int[] NOT NULL"), ("strengths", "real[] NOT NULL"),
        ]
        + AttributeColumn.all.flatMap { [($0.value, "text COLLATE \"C\""), ($0.key, "text COLLATE \"C\"")] }

    static var columnNames: String { columns.map(\.name).joined(separator: ", ") }

    // MARK: Statements

    /// Makes the schema with empty tables. Indexes that are better built at the end come with ``indexes``.
    func create(_ model: IndexModel) -> [String] {
        [
            "CREATE SCHEMA \(name)",
            """
            CREATE TABLE \(state) (
                single boolean PRIMARY KEY DEFAULT true CHECK (single), schema int NOT NULL, analysis int NOT NULL,
                version bigint NOT NULL, model text NOT NULL, rates text NOT NULL, secret text NOT NULL,
                has_graph boolean NOT NULL, shard int NOT NULL, shards int NOT NULL, listings bigint NOT NULL, title_words bigint NOT NULL,
                description_words bigint NOT NULL, category_words bigint NOT NULL)
            """,
            """
            CREATE TABLE \(listings) (
                row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                \(Self.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")), UNIQUE (id))
            """,
            """
            CREATE TABLE \(texts) (
                row_id bigint PRIMARY KEY, title text NOT NULL, description text NOT NULL,
                words tsvector NOT NULL)
            """,
            """
            CREATE TABLE \(vocabulary) (
                form_id int PRIMARY KEY, form text COLLATE "C" NOT NULL, stem text COLLATE "C" NOT NULL,
                listings int NOT NULL, changed bigint NOT NULL)
            """,
            "CREATE INDEX vocabulary_by_change ON \(vocabulary) (changed)",
            """
            CREATE UNLOGGED TABLE \(answers) (
                token text PRIMARY KEY, made_at bigint NOT NULL, items bytea NOT NULL,
                number bigint GENERATED ALWAYS AS IDENTITY UNIQUE)
            """,
            "CREATE INDEX answers_by_age ON \(answers) (made_at)",
        ]
            + model.fields.map {
                """
                CREATE TABLE \(vectors($0)) (
                    row_id bigint PRIMARY KEY, vector halfvec(\(model.dimensions)) NOT NULL)
                """
            }
            + model.fields.map { "ALTER TABLE \(vectors($0)) ALTER COLUMN vector SET STORAGE PLAIN" }
    }

    /// What searches stand on besides the primary keys.
    var indexes: [String] {
        [
            "CREATE INDEX listings_by_form ON \(listings) USING gin (forms) WITH (fastupdate = off)",
            "CREATE INDEX listings_by_category ON \(listings) (category)",
            "CREATE INDEX listings_by_price ON \(listings) (comparable_price)",
            "CREATE INDEX listings_by_time ON \(listings) (posted_at)",
            "CREATE INDEX listings_by_place ON \(listings) (latitude, longitude) WHERE latitude IS NOT NULL",
            """
            CREATE INDEX listings_without_rate ON \(listings) (currency)
            WHERE price IS NOT NULL AND comparable_price IS NULL
            """,
        ] + AttributeColumn.all.map { "CREATE INDEX ON \(listings) (\($0.key)) WHERE \($0.key) IS NOT NULL" }
    }

    /// Graphs over the vectors, where there are so many that looking at each takes too long.
    func graphs(_ model: IndexModel) -> [String] {
        model.fields.map {
            "CREATE INDEX ON \(vectors($0)) USING hnsw (vector halfvec_ip_ops) WITH (\(Self.graph))"
        }
    }

    /// Where a session lays rows before they are merged; gone with the session.
    func createIncoming(_ model: IndexModel) -> String {
        let columns =
            Self.columns.map { "\($0.name) \($0.type)" } + [
                "title text NOT NULL", "description text NOT NULL", "words tsvector NOT NULL",
                "touched smallint NOT NULL",
            ] + VectorField.allCases.map { "vector_\($0.rawValue) \(Self.type($0, model))" }
        return "CREATE TEMPORARY TABLE \(incoming) (\(columns.joined(separator: ", "))) ON COMMIT DELETE ROWS"
    }

    /// A field that the model lacks stays empty.
    private static func type(_ field: VectorField, _ model: IndexModel) -> String {
        model.fields.contains(field) ? "halfvec(\(model.dimensions))" : "text"
    }
}

/// The two columns of an attribute: as the seller wrote it, and as values are compared.
struct AttributeColumn: Sendable {
    let attribute: ListingAttribute

    static let all = ListingAttribute.allCases.map { AttributeColumn(attribute: $0) }

    var value: String { "attribute_\(attribute.name)" }
    var key: String { "attribute_\(attribute.name)_key" }
}
