#include "CSoukPostings.h"

#include <string.h>

static double quotient(const SPScoring *scoring, int field, double length) {
    double share = scoring->shares[field];
    return scoring->weights[field] / (1 - share + share * length / scoring->averages[field]);
}

void sp_scoring_prepare(SPScoring *scoring) {
    for (int field = 0; field < SPFields; field++)
        for (int length = 0; length < SPKnownLengths; length++)
            scoring->known[field][length] = quotient(scoring, field, length);
}

static inline double norm(const SPScoring *scoring, int field, uint16_t length) {
    return length < SPKnownLengths ? scoring->known[field][length] : quotient(scoring, field, length);
}

void sp_cursor_start(SPCursor *cursor, const SPBlock *blocks, uint32_t block_count, uint32_t documents,
                     const uint8_t *bytes, double weight) {
    cursor->blocks = blocks;
    cursor->bytes = bytes;
    cursor->block_count = block_count;
    cursor->documents = documents;
    cursor->weight = weight;
    cursor->next_block = cursor->place = cursor->count = 0;
}

static uint32_t length_of_block(uint32_t block, uint32_t block_count, uint32_t documents) {
    return block + 1 < block_count ? SPBlockLength : documents - block * SPBlockLength;
}

/// The documents of a block; returns where the packed occurrences begin.
static const uint8_t *unpack_documents(const SPBlock *blocks, uint32_t block, uint32_t count, const uint8_t *bytes,
                                       uint32_t *documents) {
    const uint8_t *start = bytes + blocks[block].start;
    sp_unpack(start + 4, count, start[0], documents);
    uint32_t next = block > 0 ? blocks[block - 1].last + 1 : 0;
    for (uint32_t index = 0; index < count; index++) {
        documents[index] += next;
        next = documents[index] + 1;
    }
    return start + 4 + sp_packed_length(count, start[0]);
}

static void unpack(SPCursor *cursor, uint32_t block, const SPScoring *scoring, const uint16_t *lengths) {
    uint32_t count = length_of_block(block, cursor->block_count, cursor->documents);
    const uint8_t *widths = cursor->bytes + cursor->blocks[block].start;
    const uint8_t *packed = unpack_documents(cursor->blocks, block, count, cursor->bytes, cursor->unpacked);
    memset(cursor->frequencies, 0, count * sizeof(double));
    uint32_t occurrences[SPBlockLength];
    for (int field = 0; field < SPFields; field++) {
        unsigned width = widths[1 + field];
        if (width == 0) continue;
        sp_unpack(packed, count, width, occurrences);
        packed += sp_packed_length(count, width);
        for (uint32_t index = 0; index < count; index++) {
            if (occurrences[index] == 0) continue;
            cursor->frequencies[index] +=
                occurrences[index] * norm(scoring, field, lengths[4 * (size_t)cursor->unpacked[index] + field]);
        }
    }
    for (uint32_t index = 0; index < count; index++) cursor->frequencies[index] *= cursor->weight;
    cursor->place = 0;
    cursor->count = count;
    cursor->next_block = block + 1;
}

static double bound_of(const SPBlock *block, const SPScoring *scoring) {
    double bound = 0;
    for (int field = 0; field < SPFields; field++) {
        if (block->most[field] == 0) continue;
        double most = block->most[field] == 255 ? 65535 : block->most[field];
        bound += most * scoring->known[field][block->least[field]];
    }
    return bound;
}

double sp_cursor_bound(SPCursor *cursor, const SPScoring *scoring, uint32_t from, uint32_t to) {
    double bound = 0;
    while (cursor->next_block < cursor->block_count && cursor->blocks[cursor->next_block].last < from)
        cursor->next_block++;
    // The block that is unpacked may reach into the window.
    uint32_t block = cursor->next_block > 0 ? cursor->next_block - 1 : 0;
    for (; block < cursor->block_count; block++) {
        if (cursor->blocks[block].last < from) continue;
        if (block > 0 && cursor->blocks[block - 1].last + 1 >= to) break;
        double own = bound_of(&cursor->blocks[block], scoring);
        if (own > bound) bound = own;
    }
    return bound * cursor->weight;
}

/// Whether any bit from `first` to `last` is set.
static bool any(const uint64_t *bits, uint32_t first, uint32_t last) {
    uint32_t low = first >> 6, high = last >> 6;
    uint64_t head = ~0ull << (first & 63), tail = ~0ull >> (63 - (last & 63));
    if (low == high) return (bits[low] & head & tail) != 0;
    if (bits[low] & head) return true;
    for (uint32_t word = low + 1; word < high; word++)
        if (bits[word]) return true;
    return (bits[high] & tail) != 0;
}

void sp_cursor_add(SPCursor *cursor, const SPScoring *scoring, const uint16_t *lengths, uint32_t from, uint32_t to,
                   const uint64_t *wanted, double *frequencies, uint64_t *touched) {
    while (true) {
        while (cursor->place < cursor->count) {
            uint32_t document = cursor->unpacked[cursor->place];
            if (document >= to) return;
            if (document >= from) {
                uint32_t offset = document - from;
                frequencies[offset] += cursor->frequencies[cursor->place];
                touched[offset >> 6] |= 1ull << (offset & 63);
            }
            cursor->place++;
        }
        uint32_t block = cursor->next_block;
        while (block < cursor->block_count && cursor->blocks[block].last < from) block++;
        while (wanted && block < cursor->block_count) {
            uint32_t first = block > 0 ? cursor->blocks[block - 1].last + 1 : 0, last = cursor->blocks[block].last;
            if (first >= to || last >= to) break;
            if (any(wanted, first > from ? first - from : 0, last - from)) break;
            block++;
        }
        cursor->next_block = block;
        if (block == cursor->block_count || (block > 0 && cursor->blocks[block - 1].last + 1 >= to)) {
            cursor->place = cursor->count = 0;
            return;
        }
        unpack(cursor, block, scoring, lengths);
    }
}

void sp_mark(const SPBlock *blocks, uint32_t block_count, uint32_t documents, const uint8_t *bytes,
             uint64_t *bits) {
    uint32_t unpacked[SPBlockLength];
    for (uint32_t block = 0; block < block_count; block++) {
        uint32_t count = length_of_block(block, block_count, documents);
        unpack_documents(blocks, block, count, bytes, unpacked);
        for (uint32_t index = 0; index < count; index++)
            bits[unpacked[index] >> 6] |= 1ull << (unpacked[index] & 63);
    }
}
