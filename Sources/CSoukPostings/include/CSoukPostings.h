#ifndef CPOSTINGS_H
#define CPOSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Posting lists in blocks of documents, and adding up what they say of a window of documents.
/// No function but those of soundness checks bounds: whoever reads lists from a file asks those first.

enum { SPBlockLength = 128, SPFields = 3, SPKnownLengths = 512, SPWindow = 4096, SPPadding = 8 };

// MARK: Packed numbers

/// Bits that the largest of the values needs, 0 to 32.
unsigned sp_width(const uint32_t *values, size_t count);
/// Bytes of `count` values of `width` bits.
size_t sp_packed_length(size_t count, unsigned width);
/// Writes exactly `sp_packed_length` bytes.
void sp_pack(const uint32_t *values, size_t count, unsigned width, uint8_t *bytes);
/// Reads up to `SPPadding` bytes behind the packed ones.
void sp_unpack(const uint8_t *bytes, size_t count, unsigned width, uint32_t *values);

// MARK: Posting lists

/// What is known of a block before it is unpacked.
typedef struct {
    /// Of its bytes: four widths, then documents (as gaps) and the occurrences in each field, packed.
    uint64_t start;
    /// Its last document.
    uint32_t last;
    /// The most occurrences of one document in each field; 255 stands for any number from there on.
    uint8_t most[SPFields];
    /// The shortest field with an occurrence; 255 stands for any length from there on.
    uint8_t least[SPFields];
    uint16_t spare;
} SPBlock;

/// How occurrences are weighed: weight / (1 - share + share * length / average) for each field.
typedef struct {
    double weights[SPFields];
    double shares[SPFields];
    double averages[SPFields];
    /// The quotient for the lengths that are known, by `sp_scoring_prepare`.
    double known[SPFields][SPKnownLengths];
} SPScoring;

void sp_scoring_prepare(SPScoring *scoring);

/// A posting list that is read forwards.
typedef struct {
    const SPBlock *blocks;
    const uint8_t *bytes;
    uint32_t block_count;
    /// Documents of the whole list.
    uint32_t documents;
    /// What an occurrence counts.
    double weight;
    /// The next block that is not unpacked.
    uint32_t next_block;
    uint32_t place;
    uint32_t count;
    uint32_t unpacked[SPBlockLength];
    double frequencies[SPBlockLength];
} SPCursor;

void sp_cursor_start(SPCursor *cursor, const SPBlock *blocks, uint32_t block_count, uint32_t documents,
                     const uint8_t *bytes, double weight);
/// No document from `from` to before `to` has a greater weighted frequency; 0 where there is surely none. `from` must
/// not go back.
double sp_cursor_bound(SPCursor *cursor, const SPScoring *scoring, uint32_t from, uint32_t to);
/// Adds the weighted frequencies of documents `from ..< to` to `frequencies[document - from]`, and sets their bits.
///
/// `lengths` has four numbers a document, the first three of which are the fields' lengths. Where `wanted` is not
/// NULL, documents without a bit there may be left out. `from` must not go back.
void sp_cursor_add(SPCursor *cursor, const SPScoring *scoring, const uint16_t *lengths, uint32_t from, uint32_t to,
                   const uint64_t *wanted, double *frequencies, uint64_t *touched);
/// Sets the bit of each document of the list.
void sp_mark(const SPBlock *blocks, uint32_t block_count, uint32_t documents, const uint8_t *bytes, uint64_t *bits);

// MARK: Soundness of what a file says

/// Whether the starts begin with 0, never fall, and end with `end`.
bool sp_rises(const uint32_t *starts, size_t count, size_t end);
/// Whether all values, as far as the mask goes, are below a limit.
bool sp_all_below(const uint32_t *values, size_t count, uint32_t mask, size_t limit);
/// Whether no text's first token stands where the one before it does. The `texts + 1` starts must rise.
bool sp_texts_begin_anew(const uint32_t *tokens, const uint32_t *starts, size_t texts);
/// Whether each term's list lies within the `length` bytes, with the padding behind it, and leads to `documents[term]`
/// documents below `limit`. The `terms + 1` starts of blocks must rise.
bool sp_lists_are_sound(const uint32_t *documents, const uint32_t *block_starts, size_t terms, const SPBlock *blocks,
                        const uint8_t *bytes, size_t length, uint32_t limit);

// MARK: Scores of a window

/// For each touched document: strengths = max(strengths, weight * saturated frequency); the frequencies become 0.
void sp_strengthen(const uint64_t *touched, double *frequencies, double weight, double saturation,
                   double *strengths);
/// For each touched document: sums += worth * strength, covered += worth; the strengths become 0.
void sp_collect(const uint64_t *touched, double *strengths, double worth, double *sums, double *covered);
/// Documents of the window whose score is at least `threshold`, in order; sums and covered become 0.
///
/// The score is sum * (1 - share + share * min(1, covered / total)) + unwanted.
size_t sp_scores(const uint64_t *touched, double *sums, double *covered, const double *unwanted, double total,
                 double share, double threshold, uint32_t *offsets, double *scores);

// MARK: Texts

/// A token has its term in the bits of `SPTermMask`; the highest bit says that it stands where the one before it does.
enum { SPTermMask = (1 << 26) - 1 };

/// Tokens whose term has a bit in `terms`: writes position and token of each; returns how many.
size_t sp_find(const uint32_t *tokens, size_t count, const uint64_t *terms, uint32_t *positions, uint32_t *found);

/// The longest phrase, in words.
enum { SPPhraseLength = 16 };

/// Where a phrase of `length` words stands in a text, each time the weights of what stands at its first word, added up.
///
/// `roles` has for each term a bit for each word of the phrase that it is a form of, `weights` what it counts as the
/// first.
double sp_phrase(const uint32_t *tokens, size_t count, const uint16_t *roles, const double *weights, unsigned length);

#ifdef __cplusplus
}
#endif
#endif
