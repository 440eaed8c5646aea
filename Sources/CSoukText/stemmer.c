#include "souk_text.h"

#include <libstemmer.h>
#include <string.h>

souk_stemmer *souk_stemmer_open(const char *language) {
    return (souk_stemmer *)sb_stemmer_new(language, "UTF_8");
}

void souk_stemmer_close(souk_stemmer *stemmer) { sb_stemmer_delete((struct sb_stemmer *)stemmer); }

int32_t souk_stemmer_stem(
    souk_stemmer *stemmer, const uint8_t *word, int32_t length, uint8_t *stem, int32_t capacity) {
    struct sb_stemmer *own = (struct sb_stemmer *)stemmer;
    const sb_symbol *found = sb_stemmer_stem(own, word, length);
    int32_t count = sb_stemmer_length(own);
    if (found == NULL || count > capacity) return -1;
    memcpy(stem, found, (size_t)count);
    return count;
}
