#include "souk_text.h"

#include <stddef.h>
#include <unicode/ubrk.h>

// The name of the iterator's type hides behind a pointer, so that Swift sees none of ICU.
souk_segmenter *souk_segmenter_open(void) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    return U_FAILURE(status) ? NULL : (souk_segmenter *)iterator;
}

void souk_segmenter_close(souk_segmenter *segmenter) { ubrk_close((UBreakIterator *)segmenter); }

int32_t souk_segmenter_ends(
    souk_segmenter *segmenter, const uint16_t *text, int32_t length, int32_t *ends, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = (UBreakIterator *)segmenter;
    ubrk_setText(iterator, (const UChar *)text, length, &status);
    if (U_FAILURE(status)) return -1;
    int32_t count = 0;
    ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE && count < capacity; end = ubrk_next(iterator)) {
        ends[count++] = end;
    }
    // Leaves no pointer to the caller's text behind.
    static const UChar empty[1] = {0};
    ubrk_setText(iterator, empty, 0, &status);
    return count;
}
