#include "CSoukPostings.h"

enum { Words = SPWindow / 64 };

#define FOR_EACH_BIT(bits, offset)                                                                                  \
    for (uint32_t word = 0; word < Words; word++)                                                                   \
        for (uint64_t left = (bits)[word]; left != 0; left &= left - 1)                                             \
            for (uint32_t offset = word * 64 + (uint32_t)__builtin_ctzll(left), once = 1; once; once = 0)

void sp_strengthen(const uint64_t *touched, double *frequencies, double weight, double saturation,
                   double *strengths) {
    FOR_EACH_BIT(touched, offset) {
        double frequency = frequencies[offset];
        double strength = weight * (frequency * (saturation + 1) / (frequency + saturation));
        if (strength > strengths[offset]) strengths[offset] = strength;
        frequencies[offset] = 0;
    }
}

void sp_collect(const uint64_t *touched, double *strengths, double worth, double *sums, double *covered) {
    FOR_EACH_BIT(touched, offset) {
        sums[offset] += worth * strengths[offset];
        covered[offset] += worth;
        strengths[offset] = 0;
    }
}

size_t sp_scores(const uint64_t *touched, double *sums, double *covered, const double *unwanted, double total,
                 double share, double threshold, uint32_t *offsets, double *scores) {
    size_t count = 0;
    FOR_EACH_BIT(touched, offset) {
        double part = covered[offset] / total;
        double score = sums[offset] * (1 - share + share * (part < 1 ? part : 1)) + unwanted[offset];
        sums[offset] = covered[offset] = 0;
        if (score >= threshold) {
            offsets[count] = offset;
            scores[count++] = score;
        }
    }
    return count;
}

size_t sp_find(const uint32_t *tokens, size_t count, const uint64_t *terms, uint32_t *positions, uint32_t *found) {
    size_t matches = 0;
    uint32_t position = UINT32_MAX;
    for (size_t index = 0; index < count; index++) {
        uint32_t token = tokens[index];
        position += !(token >> 31);
        uint32_t term = token & SPTermMask;
        if (terms[term >> 6] >> (term & 63) & 1) {
            positions[matches] = position;
            found[matches++] = token;
        }
    }
    return matches;
}

double sp_phrase(const uint32_t *tokens, size_t count, const uint16_t *roles, const double *weights,
                 unsigned length) {
    // Bit i of `state`: the words before end with the phrase's first i + 1 words.
    uint32_t state = 0, last = 1u << (length - 1);
    double first[SPPhraseLength] = {0}, sum = 0;
    unsigned slot = 0;
    for (size_t index = 0; index < count;) {
        uint32_t here = 0;
        slot = (slot + 1) % length;
        first[slot] = 0;
        do {
            uint32_t term = tokens[index] & SPTermMask, role = roles[term];
            here |= role;
            if (role & 1) first[slot] += weights[term];
            index++;
        } while (index < count && tokens[index] >> 31);
        state = (state << 1 | 1) & here;
        if (state & last) sum += first[(slot + 1) % length];
    }
    return sum;
}
