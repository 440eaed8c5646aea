#include "souk_text.h"

#include <stddef.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

static int is_spaceless(UChar32 scalar) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(scalar, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return 1;
        default:
            // The mark that lengthens a vowel belongs to Hiragana and Katakana alike.
            return scalar == 0x30FC || scalar == 0xFF70;
    }
}

uint8_t souk_text_kind(uint32_t scalar) {
    switch (u_charType((UChar32)scalar)) {
        case U_UPPERCASE_LETTER:
        case U_LOWERCASE_LETTER:
        case U_TITLECASE_LETTER:
        case U_MODIFIER_LETTER:
        case U_OTHER_LETTER:
        case U_LETTER_NUMBER:
            return is_spaceless((UChar32)scalar) ? SOUK_SPACELESS : SOUK_LETTER;
        case U_NON_SPACING_MARK:
        case U_COMBINING_SPACING_MARK:
        case U_ENCLOSING_MARK:
            return SOUK_MARK;
        case U_DECIMAL_DIGIT_NUMBER:
        case U_OTHER_NUMBER:
            return SOUK_DIGIT;
        default:
            return SOUK_OTHER;
    }
}

int32_t souk_text_casefold(const uint16_t *text, int32_t length, uint16_t *folded, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t count = unorm2_normalize(
        normalizer, (const UChar *)text, length, (UChar *)folded, capacity, &status);
    return U_FAILURE(status) ? -1 : count;
}

int32_t souk_text_decompose(uint32_t scalar, uint16_t *parts, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status)) return -1;
    UChar text[2];
    int32_t length = 0;
    if (scalar > 0xFFFF) {
        text[length++] = (UChar)(0xD800 + ((scalar - 0x10000) >> 10));
        text[length++] = (UChar)(0xDC00 + ((scalar - 0x10000) & 0x3FF));
    } else {
        text[length++] = (UChar)scalar;
    }
    int32_t count = unorm2_normalize(normalizer, text, length, (UChar *)parts, capacity, &status);
    return U_FAILURE(status) ? -1 : count;
}
