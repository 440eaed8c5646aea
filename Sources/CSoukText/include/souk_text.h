// What Souk's text analysis needs of ICU and Snowball. ICU's functions carry its version in their names through
// macros, which Swift does not see; so they are called from here.
#ifndef SOUK_TEXT_H
#define SOUK_TEXT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SOUK_OTHER = 0,
    SOUK_LETTER = 1,
    SOUK_DIGIT = 2,
    /// Combines with the letter before it.
    SOUK_MARK = 3,
    /// A letter of a script that puts no spaces between words, or inflects by endings that are written like words.
    SOUK_SPACELESS = 4,
};

/// The kind of a code point.
uint8_t souk_text_kind(uint32_t scalar);

/// UTF-16 in NFKC with folded case and without what is not to be seen. Returns the length, or -1 where it does not
/// fit or is no text.
int32_t souk_text_casefold(const uint16_t *text, int32_t length, uint16_t *folded, int32_t capacity);

/// The canonical decomposition of a code point as UTF-16, one level after the other. Returns the length, or -1.
int32_t souk_text_decompose(uint32_t scalar, uint16_t *parts, int32_t capacity);

/// Finds words in text without spaces by ICU's dictionaries. Not for two threads at once.
typedef struct souk_segmenter souk_segmenter;
souk_segmenter *souk_segmenter_open(void);
void souk_segmenter_close(souk_segmenter *segmenter);

/// Writes where words end, in UTF-16 units. Returns how many, or -1; no more than `capacity` are written.
int32_t souk_segmenter_ends(
    souk_segmenter *segmenter, const uint16_t *text, int32_t length, int32_t *ends, int32_t capacity);

/// A Snowball stemmer. Not for two threads at once.
typedef struct souk_stemmer souk_stemmer;
/// NULL for a language that Snowball does not know.
souk_stemmer *souk_stemmer_open(const char *language);
void souk_stemmer_close(souk_stemmer *stemmer);

/// Writes the stem of a word in UTF-8. Returns its length, or -1 where it does not fit.
int32_t souk_stemmer_stem(
    souk_stemmer *stemmer, const uint8_t *word, int32_t length, uint8_t *stem, int32_t capacity);

#ifdef __cplusplus
}
#endif
#endif
