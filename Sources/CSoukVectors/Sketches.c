#include "CSoukVectors.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#if defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// MARK: Rotation

/// Six rows of signs by a generator (splitmix64) that begins at the same number always.
static void make_signs(float *signs, size_t width) {
    uint64_t state = 2024;
    for (size_t i = 0; i < 6 * width; i += 64) {
        uint64_t bits = state += 0x9E3779B97F4A7C15u;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
        bits ^= bits >> 31;
        for (size_t j = 0; j < 64; j++) signs[i + j] = bits >> j & 1 ? 1 : -1;
    }
}

typedef float Lanes __attribute__((vector_size(16)));
typedef int32_t Levels __attribute__((vector_size(16)));

static inline Lanes load(const float *x) {
    Lanes lanes;
    memcpy(&lanes, x, sizeof lanes);
    return lanes;
}

static inline void store(float *x, Lanes lanes) { memcpy(x, &lanes, sizeof lanes); }

static inline float sum_of(Lanes lanes) { return lanes[0] + lanes[1] + lanes[2] + lanes[3]; }

/// The transform of Walsh and Hadamard, over a power of two from 64 on, of numbers times signs.
static void transform(float *x, const float *signs, size_t count) {
    const Lanes ones = {1, -1, 1, -1}, twos = {1, 1, -1, -1};
    float scale = 1 / sqrtf((float)count);
    for (size_t i = 0; i < count; i += 4) {
        Lanes v = load(x + i) * load(signs + i) * scale;
        v = __builtin_shufflevector(v, v, 1, 0, 3, 2) + v * ones;
        store(x + i, __builtin_shufflevector(v, v, 2, 3, 0, 1) + v * twos);
    }
    // Two stages at a time: what is read is used twice.
    size_t half = 4;
    for (; half * 4 <= count; half *= 4)
        for (size_t i = 0; i < count; i += 4 * half)
            for (size_t j = i; j < i + half; j += 4) {
                Lanes a = load(x + j), b = load(x + j + half), c = load(x + j + 2 * half);
                Lanes d = load(x + j + 3 * half), e = a + b, f = a - b, g = c + d, h = c - d;
                store(x + j, e + g);
                store(x + j + half, f + h);
                store(x + j + 2 * half, e - g);
                store(x + j + 3 * half, f - h);
            }
    if (half * 2 > count) return;
    for (size_t j = 0; j < half; j += 4) {
        Lanes a = load(x + j), b = load(x + j + half);
        store(x + j, a + b);
        store(x + j + half, a - b);
    }
}

/// Signs and transforms in turn, three times; where the width is no power of two, over its beginning and its end.
static void rotate(float *x, size_t width, const float *signs) {
    size_t power = 64;
    while (power * 2 <= width) power *= 2;
    for (int round = 0; round < 3; round++) {
        transform(x, signs + 2 * round * width, power);
        if (power < width) transform(x + width - power, signs + (2 * round + 1) * width, power);
    }
}

void cv_rotate(float *vector, size_t width, float *room) {
    make_signs(room, width);
    rotate(vector, width, room);
}

// MARK: Sketches

/// The step between two of the four values, by the numbers' root mean square, that loses least of normal ones.
static const float best_step = 0.9957f;

/// Where in a group's 64 bytes a row is, so that sums of 16 bits come out in order.
static inline size_t lane(size_t row) { return (row & 31) * 2 + (row >> 5); }

/// Brings a rotated row to two bits a number, and says how far that is from it.
static void sketch(const float *x, size_t width, uint8_t *bytes, float *factor, float *error) {
    Lanes squares = {0}, dots = {0}, values = {0};
    for (size_t i = 0; i < width; i += 4) squares += load(x + i) * load(x + i);
    float square = sum_of(squares), edge = best_step * sqrtf(square / (float)width);
    const Lanes step = {edge, edge, edge, edge};
    for (size_t i = 0; i < width; i += 4) {
        Lanes numbers = load(x + i);
        // A comparison that holds is -1.
        Levels levels = -((numbers >= -step) + (numbers >= 0) + (numbers >= step));
        Lanes value = __builtin_convertvector(levels, Lanes) - 1.5f;
        dots += value * numbers;
        values += value * value;
        levels <<= (Levels){0, 2, 4, 6};
        bytes[i / 4 * CVSketchGroup] = (uint8_t)(levels[0] | levels[1] | levels[2] | levels[3]);
    }
    float dot = sum_of(dots), lost = fmaxf(0, square * sum_of(values) - dot * dot);
    *factor = dot > 0 ? square / dot : 0;
    *error = dot > 0 ? sqrtf(square * lost / (float)(width - 1)) / dot : 0;
}

void cv_sketch(const int8_t *codes, const float *scales, size_t dimensions, size_t count, size_t width,
               float *room, uint8_t *group, float *factors, float *errors) {
    float *x = room + 6 * width;
    make_signs(room, width);
    for (size_t row = 0; row < count; row++) {
        for (size_t i = 0; i < dimensions; i++) x[i] = (float)codes[row * dimensions + i] * scales[row];
        for (size_t i = dimensions; i < width; i++) x[i] = 0;
        rotate(x, width, room);
        sketch(x, width, group + lane(row), factors + row, errors + row);
    }
}

void cv_sketch_tables(const float *rotated, size_t width, uint8_t *tables, float *step, float *least) {
    float range = 0, low = 0;
    for (size_t i = 0; i < width; i += 2) {
        float sum = fabsf(rotated[i]) + fabsf(rotated[i + 1]);
        range = fmaxf(range, 3 * sum);
        low -= 1.5f * sum;
    }
    // Sums have 16 bits.
    float most = fminf(255, floorf(65535 / ((float)width / 2)));
    *step = range / most;
    *least = low;
    float scale = range > 0 ? most / range : 0;
    for (size_t i = 0; i < width; i += 2) {
        float a = rotated[i], b = rotated[i + 1], sum = 1.5f * (fabsf(a) + fabsf(b));
        for (int entry = 0; entry < 16; entry++) {
            float value = ((float)(entry & 3) - 1.5f) * a + ((float)(entry >> 2) - 1.5f) * b;
            tables[i * 8 + (size_t)entry] = (uint8_t)fminf(most, fmaxf(0, rintf((value + sum) * scale)));
        }
    }
}

// MARK: Bounds

static void sums_portable(const uint8_t *tables, size_t width, const uint8_t *group, uint16_t *sums) {
    for (size_t row = 0; row < CVSketchGroup; row++) {
        unsigned sum = 0;
        for (size_t i = 0; i < width / 4; i++) {
            uint8_t byte = group[i * CVSketchGroup + lane(row)];
            sum += tables[i * 32 + (byte & 15)] + tables[i * 32 + 16 + (byte >> 4)];
        }
        sums[row] = (uint16_t)sum;
    }
}

#ifdef __ARM_NEON
static void sums_neon(const uint8_t *tables, size_t width, const uint8_t *group, uint16_t *sums) {
    for (size_t part = 0; part < 4; part++) {
        uint16x8_t even = vdupq_n_u16(0), odd = even;
        for (size_t i = 0; i < width / 4; i++) {
            uint8x16_t bytes = vld1q_u8(group + i * CVSketchGroup + part * 16);
            uint8x16_t low = vqtbl1q_u8(vld1q_u8(tables + i * 32), vandq_u8(bytes, vdupq_n_u8(15)));
            uint8x16_t high = vqtbl1q_u8(vld1q_u8(tables + i * 32 + 16), vshrq_n_u8(bytes, 4));
            uint16x8_t first = vreinterpretq_u16_u8(low), second = vreinterpretq_u16_u8(high);
            even = vaddq_u16(even, vaddq_u16(vandq_u16(first, vdupq_n_u16(255)), vandq_u16(second, vdupq_n_u16(255))));
            odd = vaddq_u16(odd, vaddq_u16(vshrq_n_u16(first, 8), vshrq_n_u16(second, 8)));
        }
        vst1q_u16(sums + part * 8, even);
        vst1q_u16(sums + 32 + part * 8, odd);
    }
}
#endif

#ifdef __x86_64__
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx2,fma,avx512f,avx512bw")))

/// Sums of bytes whose rows are even and odd: what the even ones carry into the odd half is taken off at the end.
AVX2 static void sums_avx2(const uint8_t *tables, size_t width, const uint8_t *group, uint16_t *sums) {
    const __m256i mask = _mm256_set1_epi8(15);
    for (size_t part = 0; part < 2; part++) {
        __m256i both = _mm256_setzero_si256(), odd = both;
        for (size_t i = 0; i < width / 4; i++) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(group + i * CVSketchGroup + part * 32));
            __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(tables + i * 32)));
            __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(tables + i * 32 + 16)));
            low = _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, mask));
            high = _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), mask));
            both = _mm256_add_epi16(both, _mm256_add_epi16(low, high));
            odd = _mm256_add_epi16(odd, _mm256_add_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8)));
        }
        __m256i even = _mm256_sub_epi16(both, _mm256_slli_epi16(odd, 8));
        _mm256_storeu_si256((__m256i *)(sums + part * 16), even);
        _mm256_storeu_si256((__m256i *)(sums + 32 + part * 16), odd);
    }
}

AVX512 static void sums_avx512(const uint8_t *tables, size_t width, const uint8_t *group, uint16_t *sums) {
    const __m512i mask = _mm512_set1_epi8(15);
    __m512i both = _mm512_setzero_si512(), odd = both;
    for (size_t i = 0; i < width / 4; i++) {
        __m512i bytes = _mm512_loadu_si512(group + i * CVSketchGroup);
        __m512i low = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(tables + i * 32)));
        __m512i high = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(tables + i * 32 + 16)));
        low = _mm512_shuffle_epi8(low, _mm512_and_si512(bytes, mask));
        high = _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi16(bytes, 4), mask));
        both = _mm512_add_epi16(both, _mm512_add_epi16(low, high));
        odd = _mm512_add_epi16(odd, _mm512_add_epi16(_mm512_srli_epi16(low, 8), _mm512_srli_epi16(high, 8)));
    }
    __m512i even = _mm512_sub_epi16(both, _mm512_slli_epi16(odd, 8));
    _mm512_storeu_si512(sums, even);
    _mm512_storeu_si512(sums + 32, odd);
}
#endif

/// All groups by one of the functions above.
#define BOUNDS(name, attributes, sums_of)                                                                    \
    attributes static void name(const uint8_t *tables, size_t width, const uint8_t *groups,                  \
                                const float *factors, const float *errors, float step, float base,           \
                                float slack, size_t count, float *bounds) {                                  \
        uint16_t sums[CVSketchGroup];                                                                        \
        for (size_t group = 0; group < count; group++) {                                                     \
            size_t start = group * CVSketchGroup;                                                            \
            sums_of(tables, width, groups + group * (width / 4) * CVSketchGroup, sums);                      \
            for (size_t i = 0; i < CVSketchGroup; i++)                                                       \
                bounds[start + i] =                                                                          \
                    factors[start + i] * (step * (float)sums[i] + base) + slack * errors[start + i];         \
        }                                                                                                    \
    }

BOUNDS(bounds_portable, , sums_portable)
#ifdef __ARM_NEON
BOUNDS(bounds_neon, , sums_neon)
#endif
#ifdef __x86_64__
BOUNDS(bounds_avx2, AVX2, sums_avx2)
BOUNDS(bounds_avx512, AVX512, sums_avx512)
#endif

void cv_sketch_bounds(CVKernel kernel, const uint8_t *tables, size_t width, const uint8_t *groups,
                      const float *factors, const float *errors, float step, float base, float slack,
                      size_t count, float *bounds) {
    switch (kernel) {
#ifdef __x86_64__
    case CVKernelVNNI:
        return bounds_avx512(tables, width, groups, factors, errors, step, base, slack, count, bounds);
    case CVKernelAVX2:
        return bounds_avx2(tables, width, groups, factors, errors, step, base, slack, count, bounds);
#endif
#ifdef __ARM_NEON
    case CVKernelNEON:
        return bounds_neon(tables, width, groups, factors, errors, step, base, slack, count, bounds);
#endif
    default: return bounds_portable(tables, width, groups, factors, errors, step, base, slack, count, bounds);
    }
}

size_t cv_floats_above(const float *values, float least, size_t count, uint32_t *indices) {
    size_t found = 0, i = 0;
    for (; i + 16 <= count; i += 16) {
        int any = 0;
        for (size_t j = i; j < i + 16; j++) any |= values[j] > least;
        if (!any) continue;
        for (size_t j = i; j < i + 16; j++)
            if (values[j] > least) indices[found++] = (uint32_t)j;
    }
    for (; i < count; i++)
        if (values[i] > least) indices[found++] = (uint32_t)i;
    return found;
}
