#ifndef CVECTORS_H
#define CVECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Arithmetic on vectors, by the instructions of the processor, and graphs of vectors by hnswlib.
/// No function throws, keeps a pointer, or checks bounds; Swift does that before it calls.

typedef enum { CVKernelPortable, CVKernelNEON, CVKernelAVX2, CVKernelVNNI } CVKernel;

bool cv_kernel_runs_here(CVKernel kernel);
/// The fastest that runs here.
CVKernel cv_kernel(void);

/// dots[i] = sum over j < width of query[j] * rows[i * stride + j].
void cv_dots(CVKernel kernel, const int8_t *query, size_t width, const int8_t *rows, size_t stride,
             size_t count, int32_t *dots);
/// The same for the rows at the given places.
void cv_dots_at(CVKernel kernel, const int8_t *query, size_t width, const int8_t *rows, size_t stride,
                const uint32_t *places, size_t count, int32_t *dots);

/// The indices whose dots[i] * (scales[i] * scale) is above the least, rising; returns how many.
size_t cv_above(const int32_t *dots, const float *scales, float scale, float least, size_t count,
                uint32_t *indices);

float cv_dot_floats(CVKernel kernel, const float *left, const float *right, size_t width);

/// Codes from -127 to 127; returns the scale: value = scale * code. The vector must be finite.
float cv_quantise(const float *vector, size_t width, int8_t *codes);

/// CRC-32C of bytes that follow others whose checksum is `crc`; 0 where there are none.
uint32_t cv_crc32c(uint32_t crc, const void *bytes, size_t length);

/// A hierarchical navigable small world graph (Malkov and Yashunin, 2018) over quantised vectors.
typedef struct CVGraph CVGraph;

/// Whether hnswlib was there when this was compiled; without it no graph can be built or opened.
bool cv_graphs_are_available(void);
/// Builds it and writes it to a file. Returns false, with a message of at most `capacity` bytes, on failure.
bool cv_graph_build(const char *path, size_t width, const int8_t *codes, const float *scales, size_t count,
                    size_t links, size_t build_breadth, char *message, size_t capacity);
/// The file's bytes must have been checked: hnswlib trusts them. NULL, with a message, on failure.
CVGraph *cv_graph_open(const char *path, size_t width, size_t count, char *message, size_t capacity);
void cv_graph_close(CVGraph *graph);
/// Places of the nearest, in no order; returns how many, or -1 on failure. Safe on many threads at once.
ptrdiff_t cv_graph_search(const CVGraph *graph, const int8_t *query, float scale, size_t breadth,
                          uint32_t *places);

#ifdef __cplusplus
}
#endif
#endif
