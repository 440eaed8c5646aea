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

/// Sketches of vectors: two bits a dimension, after a rotation that is always the same, by which a scan tells which rows
/// cannot be among the best (RaBitQ, Gao and Long, 2024, whose one bit is two here). A width of a sketch is that of the
/// vectors, brought to a multiple of 64; rows lie in groups of 64, `[width / 4][64]` bytes each.
enum { CVSketchGroup = 64, CVSketchRoom = 7 };

/// Rotates a vector `[width]`, which keeps lengths and products.
///
/// @param room `[CVSketchRoom][width]`, for arithmetic.
void cv_rotate(float *vector, size_t width, float *room);
/// Sketches at most 64 rows of codes into a group of zeros. The product of a row with a query is its factor times that of
/// its sketch, and wrong by its error times the query's length, in the root mean square over rotations.
void cv_sketch(const int8_t *codes, const float *scales, size_t dimensions, size_t count, size_t width,
               float *room, uint8_t *group, float *factors, float *errors);
/// What each four bits of a sketch add to the product with a rotated query, `[width / 2][16]`, in steps from `least` on.
void cv_sketch_tables(const float *rotated, size_t width, uint8_t *tables, float *step, float *least);
/// bounds[i] = factors[i] * (step * sum of what row i's bits add + base) + slack * errors[i], for all rows of the groups.
void cv_sketch_bounds(CVKernel kernel, const uint8_t *tables, size_t width, const uint8_t *groups,
                      const float *factors, const float *errors, float step, float base, float slack,
                      size_t count, float *bounds);
/// The indices whose values are above the least, rising; returns how many.
size_t cv_floats_above(const float *values, float least, size_t count, uint32_t *indices);

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
