import GRDB
import SoukSearch

/// The tables of the words retriever.
///
/// - `wordDocument` holds each text once; the FTS5 table reads it from there (external content).
/// - `wordText` is the inverted index over words as `TextAnalyzer` cuts them, and
///   `wordInstance` reads its posting lists.
/// - `wordForm` knows each word of the index, its stem, and how many documents hold it.
/// - `wordLength` packs the lengths of 256 documents into one row; `wordTotals` sums them up.
enum WordIndexSchema {
    /// What every connection to the index needs.
    static func prepare(_ db: Database) { db.add(tokenizer: AnalysisTokenizer.self) }

    static func create(in db: Database) throws {
        prepare(db)
        try db.execute(
            sql: """
                CREATE TABLE wordDocument (
                    id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL,
                    categories TEXT NOT NULL);
                CREATE VIRTUAL TABLE wordText USING fts5(
                    title, description, categories, content='wordDocument', content_rowid='id',
                    columnsize=0, tokenize='souk');
                CREATE VIRTUAL TABLE wordInstance USING fts5vocab('wordText', 'instance');
                CREATE TABLE wordForm (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL UNIQUE, stem TEXT NOT NULL,
                    documents INTEGER NOT NULL);
                CREATE INDEX wordFormStem ON wordForm(stem);
                CREATE TABLE wordLength (block INTEGER PRIMARY KEY, lengths BLOB NOT NULL);
                CREATE TABLE wordTotals (
                    id INTEGER PRIMARY KEY CHECK (id = 1), documents INTEGER NOT NULL,
                    title INTEGER NOT NULL, description INTEGER NOT NULL, categories INTEGER NOT NULL);
                INSERT INTO wordTotals VALUES (1, 0, 0, 0, 0);
                """)
    }
}
