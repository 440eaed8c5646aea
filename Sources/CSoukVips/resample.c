#include <math.h>
#include <string.h>

#include "support.h"

/// Four samples side by side: red, green, blue, and one that is ignored.
typedef float float4 __attribute__((vector_size(16)));

/// The inputs that one output sample along one axis is made of.
typedef struct {
    int first;
    int count;
    const float *weights;
} Taps;

static double lanczos3(double x) {
    if (x == 0) return 1;
    if (fabs(x) >= 3) return 0;
    double a = G_PI * x;
    return 3 * sin(a) * sin(a / 3) / (a * a);
}

/// Weights sum to 1; where the picture shrinks the kernel widens, so that nothing aliases.
static Taps *taps_new(int size, int wanted, float **store) {
    double scale = (double)size / wanted;
    double widen = scale > 1 ? scale : 1;
    int most = (int)ceil(3 * widen) * 2 + 1;
    Taps *taps = g_new(Taps, wanted);
    *store = g_new(float, (size_t)wanted * (size_t)most);
    for (int i = 0; i < wanted; i++) {
        double centre = (i + 0.5) * scale;
        int first = MAX(0, (int)(centre - 3 * widen + 0.5));
        int last = MIN(size, (int)(centre + 3 * widen + 0.5));
        float *weights = *store + (size_t)i * (size_t)most;
        double sum = 0;
        for (int j = first; j < last; j++) sum += lanczos3((j + 0.5 - centre) / widen);
        for (int j = first; j < last; j++)
            weights[j - first] = (float)(lanczos3((j + 0.5 - centre) / widen) / sum);
        taps[i] = (Taps){first, last - first, weights};
    }
    return taps;
}

static void sum_rows(const uint8_t *samples, size_t row_samples, Taps taps, float *sum) {
    memset(sum, 0, row_samples * sizeof(float));
    for (int k = 0; k < taps.count; k++) {
        const uint8_t *row = samples + (size_t)(taps.first + k) * row_samples;
        float weight = taps.weights[k];
        for (size_t i = 0; i < row_samples; i++) sum[i] += weight * (float)row[i];
    }
}

static uint8_t rounded(float value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)(value + 0.5f);
}

static void sum_columns(const float *row, const Taps *taps, int wanted, uint8_t *out) {
    for (int x = 0; x < wanted; x++) {
        const float *from = row + (size_t)taps[x].first * 3;
        float4 sum = {0, 0, 0, 0};
        for (int k = 0; k < taps[x].count; k++) {
            float4 pixel;
            memcpy(&pixel, from + (size_t)k * 3, sizeof pixel);
            float weight = taps[x].weights[k];
            sum += pixel * (float4){weight, weight, weight, weight};
        }
        for (int c = 0; c < 3; c++) out[x * 3 + c] = rounded(sum[c]);
    }
}

void cvips_resample(const uint8_t *samples, int width, int height, uint8_t *out, int wanted_width,
                    int wanted_height) {
    float *across_store, *down_store;
    Taps *across = taps_new(width, wanted_width, &across_store);
    Taps *down = taps_new(height, wanted_height, &down_store);
    size_t row_samples = (size_t)width * 3;
    // One float more, because pixels are read four samples at a time.
    float *row = g_new0(float, row_samples + 1);
    for (int y = 0; y < wanted_height; y++) {
        sum_rows(samples, row_samples, down[y], row);
        sum_columns(row, across, wanted_width, out + (size_t)y * (size_t)wanted_width * 3);
    }
    g_free(row);
    g_free(down);
    g_free(down_store);
    g_free(across);
    g_free(across_store);
}
