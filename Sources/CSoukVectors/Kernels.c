#include "CSoukVectors.h"

#if defined(__x86_64__)
#define CV_X86 1
#endif
#if defined(__ARM_NEON)
#define CV_NEON 1
#endif

#ifdef CV_X86
#include <immintrin.h>
#endif
#ifdef CV_NEON
#include <arm_neon.h>
#endif

bool cv_kernel_runs_here(CVKernel kernel) {
    switch (kernel) {
    case CVKernelPortable:
        return true;
    case CVKernelNEON:
#ifdef CV_NEON
        return true;
#else
        return false;
#endif
    case CVKernelAVX2:
#ifdef CV_X86
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
        return false;
#endif
    case CVKernelVNNI:
#ifdef CV_X86
        return cv_kernel_runs_here(CVKernelAVX2) && __builtin_cpu_supports("avx512f")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
#else
        return false;
#endif
    }
    return false;
}

CVKernel cv_kernel(void) {
    for (CVKernel kernel = CVKernelVNNI; kernel > CVKernelPortable; kernel--)
        if (cv_kernel_runs_here(kernel)) return kernel;
    return CVKernelPortable;
}

/// A scan of rows one after the other, and one of rows at places: `dots4` takes four rows at a time, which share what is
/// read of the query, `dot` those that are left.
#define SCAN(name, attributes, dots4, dot)                                                                   \
    attributes static void name(const int8_t *query, size_t width, const int8_t *rows, size_t stride,        \
                                size_t count, int32_t *dots) {                                               \
        size_t i = 0;                                                                                        \
        for (; i + 4 <= count; i += 4) {                                                                     \
            const int8_t *some = rows + i * stride;                                                          \
            dots4(query, width, some, some + stride, some + 2 * stride, some + 3 * stride, dots + i);        \
        }                                                                                                    \
        for (; i < count; i++) dots[i] = dot(query, rows + i * stride, width);                               \
    }                                                                                                        \
    attributes static void name##_at(const int8_t *query, size_t width, const int8_t *rows, size_t stride,   \
                                     const uint32_t *places, size_t count, int32_t *dots) {                  \
        size_t i = 0;                                                                                        \
        for (; i + 4 <= count; i += 4) {                                                                     \
            for (size_t next = i + 8; next < i + 12 && next < count; next++)                                 \
                for (size_t from = 0; from < width; from += 64)                                              \
                    __builtin_prefetch(rows + (size_t)places[next] * stride + from);                         \
            dots4(query, width, rows + (size_t)places[i] * stride, rows + (size_t)places[i + 1] * stride,    \
                  rows + (size_t)places[i + 2] * stride, rows + (size_t)places[i + 3] * stride, dots + i);   \
        }                                                                                                    \
        for (; i < count; i++) dots[i] = dot(query, rows + (size_t)places[i] * stride, width);               \
    }

/// Four rows one after the other, where nothing is gained by reading them at a time.
#define DOTS4(name, dot)                                                                                     \
    static inline void name(const int8_t *query, size_t width, const int8_t *a, const int8_t *b,             \
                            const int8_t *c, const int8_t *d, int32_t *dots) {                               \
        dots[0] = dot(query, a, width);                                                                      \
        dots[1] = dot(query, b, width);                                                                      \
        dots[2] = dot(query, c, width);                                                                      \
        dots[3] = dot(query, d, width);                                                                      \
    }

static inline int32_t dot_portable(const int8_t *query, const int8_t *row, size_t width) {
    int32_t sum = 0;
    for (size_t i = 0; i < width; i++) sum += (int32_t)query[i] * row[i];
    return sum;
}

DOTS4(dots4_portable, dot_portable)
SCAN(scan_portable, , dots4_portable, dot_portable)

static float floats_portable(const float *left, const float *right, size_t width) {
    float sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= width; i += 8)
        for (size_t lane = 0; lane < 8; lane++) sums[lane] += left[i + lane] * right[i + lane];
    float sum = 0;
    for (; i < width; i++) sum += left[i] * right[i];
    for (size_t lane = 0; lane < 8; lane++) sum += sums[lane];
    return sum;
}

#ifdef CV_NEON
static inline int32_t dot_neon(const int8_t *query, const int8_t *row, size_t width) {
    int32x4_t sum = vdupq_n_s32(0);
    size_t i = 0;
    for (; i + 16 <= width; i += 16) {
        int8x16_t q = vld1q_s8(query + i), x = vld1q_s8(row + i);
        sum = vpadalq_s16(sum, vmull_s8(vget_low_s8(q), vget_low_s8(x)));
        sum = vpadalq_s16(sum, vmull_s8(vget_high_s8(q), vget_high_s8(x)));
    }
    return vaddvq_s32(sum) + dot_portable(query + i, row + i, width - i);
}

DOTS4(dots4_neon, dot_neon)
SCAN(scan_neon, , dots4_neon, dot_neon)
#endif

#ifdef CV_X86
#define AVX2 __attribute__((target("avx2,fma")))
#define VNNI __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vnni")))

AVX2 static inline int32_t dot_avx2(const int8_t *query, const int8_t *row, size_t width) {
    __m256i sum = _mm256_setzero_si256();
    size_t i = 0;
    for (; i + 16 <= width; i += 16) {
        __m256i q = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + i)));
        __m256i x = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + i)));
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(q, x));
    }
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half) + dot_portable(query + i, row + i, width - i);
}

/// The sums of four registers, in order.
AVX2 static inline __m128i sums4_avx2(__m256i a, __m256i b, __m256i c, __m256i d) {
    __m256i sums = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
    return _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

AVX2 static inline __m256i added_avx2(__m256i sum, __m256i query, const int8_t *row) {
    __m256i x = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)row));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(query, x));
}

AVX2 static inline void dots4_avx2(const int8_t *query, size_t width, const int8_t *a, const int8_t *b,
                                   const int8_t *c, const int8_t *d, int32_t *dots) {
    __m256i s = _mm256_setzero_si256(), t = s, u = s, v = s;
    size_t i = 0;
    for (; i + 16 <= width; i += 16) {
        __m256i q = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + i)));
        s = added_avx2(s, q, a + i);
        t = added_avx2(t, q, b + i);
        u = added_avx2(u, q, c + i);
        v = added_avx2(v, q, d + i);
    }
    _mm_storeu_si128((__m128i *)dots, sums4_avx2(s, t, u, v));
    for (; i < width; i++) {
        dots[0] += (int32_t)query[i] * a[i];
        dots[1] += (int32_t)query[i] * b[i];
        dots[2] += (int32_t)query[i] * c[i];
        dots[3] += (int32_t)query[i] * d[i];
    }
}
SCAN(scan_avx2, AVX2, dots4_avx2, dot_avx2)

AVX2 static float floats_avx2(const float *left, const float *right, size_t width) {
    __m256 a = _mm256_setzero_ps(), b = _mm256_setzero_ps();
    size_t i = 0;
    for (; i + 16 <= width; i += 16) {
        a = _mm256_fmadd_ps(_mm256_loadu_ps(left + i), _mm256_loadu_ps(right + i), a);
        b = _mm256_fmadd_ps(_mm256_loadu_ps(left + i + 8), _mm256_loadu_ps(right + i + 8), b);
    }
    a = _mm256_add_ps(a, b);
    __m128 half = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    half = _mm_add_ss(half, _mm_movehdup_ps(half));
    return _mm_cvtss_f32(half) + floats_portable(left + i, right + i, width - i);
}

/// The instruction multiplies unsigned by signed: a row's codes are raised by 128, which adds 128 times
/// the query's sum to every product.
VNNI static inline int32_t dot_vnni(const int8_t *query, const int8_t *row, size_t width) {
    const __m512i raise = _mm512_set1_epi8((char)0x80), ones = _mm512_set1_epi8(1);
    __m512i sum = _mm512_setzero_si512(), bias = _mm512_setzero_si512();
    for (size_t i = 0; i < width; i += 64) {
        __mmask64 mask = width - i >= 64 ? ~0ull : (1ull << (width - i)) - 1;
        __m512i q = _mm512_maskz_loadu_epi8(mask, query + i);
        sum = _mm512_dpbusd_epi32(sum, _mm512_xor_si512(_mm512_maskz_loadu_epi8(mask, row + i), raise), q);
        bias = _mm512_dpbusd_epi32(bias, ones, q);
    }
    return _mm512_reduce_add_epi32(_mm512_sub_epi32(sum, _mm512_slli_epi32(bias, 7)));
}

VNNI static inline __m256i halves_vnni(__m512i sum) {
    return _mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1));
}

VNNI static inline __m512i added_vnni(__m512i sum, __m512i query, __m512i row) {
    return _mm512_dpbusd_epi32(sum, _mm512_xor_si512(row, _mm512_set1_epi8((char)0x80)), query);
}

VNNI static inline void dots4_vnni(const int8_t *query, size_t width, const int8_t *a, const int8_t *b,
                                   const int8_t *c, const int8_t *d, int32_t *dots) {
    const __m512i ones = _mm512_set1_epi8(1);
    __m512i s = _mm512_setzero_si512(), t = s, u = s, v = s, bias = s;
    size_t i = 0;
    for (; i + 64 <= width; i += 64) {
        __m512i q = _mm512_loadu_si512(query + i);
        s = added_vnni(s, q, _mm512_loadu_si512(a + i));
        t = added_vnni(t, q, _mm512_loadu_si512(b + i));
        u = added_vnni(u, q, _mm512_loadu_si512(c + i));
        v = added_vnni(v, q, _mm512_loadu_si512(d + i));
        bias = _mm512_dpbusd_epi32(bias, ones, q);
    }
    if (i < width) {
        __mmask64 mask = (1ull << (width - i)) - 1;
        __m512i q = _mm512_maskz_loadu_epi8(mask, query + i);
        s = added_vnni(s, q, _mm512_maskz_loadu_epi8(mask, a + i));
        t = added_vnni(t, q, _mm512_maskz_loadu_epi8(mask, b + i));
        u = added_vnni(u, q, _mm512_maskz_loadu_epi8(mask, c + i));
        v = added_vnni(v, q, _mm512_maskz_loadu_epi8(mask, d + i));
        bias = _mm512_dpbusd_epi32(bias, ones, q);
    }
    __m128i sums = sums4_avx2(halves_vnni(s), halves_vnni(t), halves_vnni(u), halves_vnni(v));
    __m128i raised = sums4_avx2(halves_vnni(bias), halves_vnni(bias), halves_vnni(bias), halves_vnni(bias));
    _mm_storeu_si128((__m128i *)dots, _mm_sub_epi32(sums, _mm_slli_epi32(raised, 7)));
}
SCAN(scan_vnni, VNNI, dots4_vnni, dot_vnni)
#endif

void cv_dots(CVKernel kernel, const int8_t *query, size_t width, const int8_t *rows, size_t stride,
             size_t count, int32_t *dots) {
    switch (kernel) {
#ifdef CV_X86
    case CVKernelVNNI: return scan_vnni(query, width, rows, stride, count, dots);
    case CVKernelAVX2: return scan_avx2(query, width, rows, stride, count, dots);
#endif
#ifdef CV_NEON
    case CVKernelNEON: return scan_neon(query, width, rows, stride, count, dots);
#endif
    default: return scan_portable(query, width, rows, stride, count, dots);
    }
}

void cv_dots_at(CVKernel kernel, const int8_t *query, size_t width, const int8_t *rows, size_t stride,
                const uint32_t *places, size_t count, int32_t *dots) {
    switch (kernel) {
#ifdef CV_X86
    case CVKernelVNNI: return scan_vnni_at(query, width, rows, stride, places, count, dots);
    case CVKernelAVX2: return scan_avx2_at(query, width, rows, stride, places, count, dots);
#endif
#ifdef CV_NEON
    case CVKernelNEON: return scan_neon_at(query, width, rows, stride, places, count, dots);
#endif
    default: return scan_portable_at(query, width, rows, stride, places, count, dots);
    }
}

float cv_dot_floats(CVKernel kernel, const float *left, const float *right, size_t width) {
#ifdef CV_X86
    if (kernel >= CVKernelAVX2) return floats_avx2(left, right, width);
#endif
    return floats_portable(left, right, width);
}

size_t cv_above(const int32_t *dots, const float *scales, float scale, float least, size_t count,
                uint32_t *indices) {
    size_t found = 0, i = 0;
    for (; i + 16 <= count; i += 16) {
        int any = 0;
        for (size_t j = i; j < i + 16; j++) any |= (float)dots[j] * (scales[j] * scale) > least;
        if (!any) continue;
        for (size_t j = i; j < i + 16; j++)
            if ((float)dots[j] * (scales[j] * scale) > least) indices[found++] = (uint32_t)j;
    }
    for (; i < count; i++)
        if ((float)dots[i] * (scales[i] * scale) > least) indices[found++] = (uint32_t)i;
    return found;
}
