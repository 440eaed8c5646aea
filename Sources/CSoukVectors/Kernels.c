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

#define SCAN(name, attributes, dot)                                                                          \
    attributes static void name(const int8_t *query, size_t width, const int8_t *rows, size_t stride,        \
                                size_t count, int32_t *dots) {                                               \
        for (size_t i = 0; i < count; i++) dots[i] = dot(query, rows + i * stride, width);                   \
    }                                                                                                        \
    attributes static void name##_at(const int8_t *query, size_t width, const int8_t *rows, size_t stride,   \
                                     const uint32_t *places, size_t count, int32_t *dots) {                  \
        for (size_t i = 0; i < count; i++) {                                                                 \
            if (i + 8 < count) __builtin_prefetch(rows + (size_t)places[i + 8] * stride);                    \
            dots[i] = dot(query, rows + (size_t)places[i] * stride, width);                                  \
        }                                                                                                    \
    }

static inline int32_t dot_portable(const int8_t *query, const int8_t *row, size_t width) {
    int32_t sum = 0;
    for (size_t i = 0; i < width; i++) sum += (int32_t)query[i] * row[i];
    return sum;
}
SCAN(scan_portable, , dot_portable)

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
SCAN(scan_neon, , dot_neon)
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
SCAN(scan_avx2, AVX2, dot_avx2)

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
SCAN(scan_vnni, VNNI, dot_vnni)
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
