#include "CSoukPostings.h"

bool sp_rises(const uint32_t *starts, size_t count, size_t end) {
    if (count == 0 || starts[0] != 0 || starts[count - 1] != end) return false;
    uint32_t falls = 0;
    for (size_t index = 1; index < count; index++) falls |= starts[index] < starts[index - 1];
    return !falls;
}

bool sp_all_below(const uint32_t *values, size_t count, uint32_t mask, size_t limit) {
    uint32_t largest = 0;
    for (size_t index = 0; index < count; index++) {
        uint32_t value = values[index] & mask;
        if (value > largest) largest = value;
    }
    return count == 0 || largest < limit;
}

bool sp_texts_begin_anew(const uint32_t *tokens, const uint32_t *starts, size_t texts) {
    for (size_t text = 0; text < texts; text++)
        if (starts[text] < starts[text + 1] && tokens[starts[text]] >> 31) return false;
    return true;
}

static bool block_is_sound(const SPBlock *blocks, uint32_t block, uint32_t count, const uint8_t *bytes, size_t length,
                           uint32_t limit) {
    const SPBlock *own = &blocks[block];
    if (length < 4 + SPPadding || own->start > length - 4 - SPPadding) return false;
    size_t left = length - 4 - SPPadding - own->start;
    const uint8_t *widths = bytes + own->start;
    for (int part = 0; part < 1 + SPFields; part++) {
        if (widths[part] > 32) return false;
        size_t packed = sp_packed_length(count, widths[part]);
        if (packed > left) return false;
        left -= packed;
    }
    uint32_t gaps[SPBlockLength];
    sp_unpack(widths + 4, count, widths[0], gaps);
    uint64_t next = block > 0 ? (uint64_t)blocks[block - 1].last + 1 : 0;
    for (uint32_t index = 0; index < count; index++) next += (uint64_t)gaps[index] + 1;
    return next <= limit && next == (uint64_t)own->last + 1;
}

bool sp_lists_are_sound(const uint32_t *documents, const uint32_t *block_starts, size_t terms, const SPBlock *blocks,
                        const uint8_t *bytes, size_t length, uint32_t limit) {
    for (size_t term = 0; term < terms; term++) {
        uint32_t count = documents[term], list = block_starts[term + 1] - block_starts[term];
        if (count > limit || list != (count + (uint64_t)SPBlockLength - 1) / SPBlockLength) return false;
        for (uint32_t block = 0; block < list; block++) {
            uint32_t own = block + 1 < list ? SPBlockLength : count - block * SPBlockLength;
            if (!block_is_sound(blocks + block_starts[term], block, own, bytes, length, limit)) return false;
        }
    }
    return true;
}
