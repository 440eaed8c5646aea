#include "CSoukPostings.h"

#include <string.h>

unsigned sp_width(const uint32_t *values, size_t count) {
    uint32_t all = 0;
    for (size_t index = 0; index < count; index++) all |= values[index];
    return all == 0 ? 0 : 32 - (unsigned)__builtin_clz(all);
}

size_t sp_packed_length(size_t count, unsigned width) { return (count * width + 7) / 8; }

void sp_pack(const uint32_t *values, size_t count, unsigned width, uint8_t *bytes) {
    uint64_t pending = 0;
    unsigned bits = 0;
    for (size_t index = 0; index < count; index++) {
        pending |= (uint64_t)values[index] << bits;
        for (bits += width; bits >= 8; bits -= 8, pending >>= 8) *bytes++ = (uint8_t)pending;
    }
    if (bits > 0) *bytes = (uint8_t)pending;
}

void sp_unpack(const uint8_t *bytes, size_t count, unsigned width, uint32_t *values) {
    if (width == 0) {
        memset(values, 0, count * sizeof *values);
        return;
    }
    uint64_t mask = (1ull << width) - 1;
    for (size_t index = 0, bit = 0; index < count; index++, bit += width) {
        uint64_t word;
        memcpy(&word, bytes + (bit >> 3), sizeof word);
        values[index] = (uint32_t)((word >> (bit & 7)) & mask);
    }
}
