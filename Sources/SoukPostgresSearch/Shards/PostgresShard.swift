import SoukAnalysis
import SoukSearch

/// What one server holds of a generation: all of it where there is one address.
final class PostgresShard: Sendable {
    let schema: GenerationSchema
    let pool: PostgresPool
    let readers: PostgresReaders
    let model: IndexModel
    let vocabulary = Vocabulary()
    let analyzer = TextAnalyzer()
    /// Drops the schema with the last holder.
    private let scratch: ScratchSchema?

    init(
        _ schema: GenerationSchema, _ pool: PostgresPool, _ readers: PostgresReaders, model: IndexModel,
        scratch: ScratchSchema? = nil
    ) {
        (self.schema, self.pool, self.readers) = (schema, pool, readers)
        (self.model, self.scratch) = (model, scratch)
    }

    func writer(on connection: PostgresConnection) -> ListingWriter {
        ListingWriter(
            schema: schema, model: model, analyzer: analyzer, vocabulary: vocabulary, connection: connection)
    }

    func reader(_ fields: ListingFields) -> ListingReader {
        ListingReader(schema: schema, fields: fields, known: model.fields)
    }
}
