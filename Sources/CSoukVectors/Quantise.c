#include "CSoukVectors.h"

#include <math.h>

float cv_quantise(const float *vector, size_t width, int8_t *codes) {
    float largest = 0;
    for (size_t i = 0; i < width; i++) largest = fmaxf(largest, fabsf(vector[i]));
    float scale = largest / 127;
    for (size_t i = 0; i < width; i++) {
        float code = scale > 0 ? rintf(vector[i] / scale) : 0;
        codes[i] = (int8_t)fminf(127, fmaxf(-127, code));
    }
    return scale;
}
