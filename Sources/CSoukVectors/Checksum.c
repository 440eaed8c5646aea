#include "CSoukVectors.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc_hardware(uint32_t crc, const uint8_t *bytes,
                                                               size_t length) {
    uint64_t state = crc;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        state = _mm_crc32_u64(state, word);
    }
    for (; length > 0; bytes++, length--) state = _mm_crc32_u8((uint32_t)state, *bytes);
    return (uint32_t)state;
}
#endif

static uint32_t crc_portable(uint32_t crc, const uint8_t *bytes, size_t length) {
    uint32_t table[256];
    for (uint32_t index = 0; index < 256; index++) {
        uint32_t value = index;
        for (int bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0x82F63B78 : value >> 1;
        table[index] = value;
    }
    for (; length > 0; bytes++, length--) crc = (crc >> 8) ^ table[(uint8_t)crc ^ *bytes];
    return crc;
}

uint32_t cv_crc32c(uint32_t crc, const void *bytes, size_t length) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~crc_hardware(~crc, bytes, length);
#endif
    return ~crc_portable(~crc, bytes, length);
}
