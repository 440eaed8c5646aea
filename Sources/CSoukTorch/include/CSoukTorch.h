/// The narrow bridge to libtorch.
///
/// Four rules. Handles are opaque. No C++ exception crosses: every function that can fail returns
/// 0 for success, and otherwise leaves a message that `ct_last_error` gives on the same thread.
/// Inputs are borrowed and outputs are owned by the caller. One `ct_tensor_free` frees a tensor.
#ifndef SOUK_CTORCH_H
#define SOUK_CTORCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CT_API __attribute__((visibility("default")))

typedef struct ct_tensor_t *ct_tensor;
typedef struct ct_generator_t *ct_generator;

/// Element types; the values are ours, not libtorch's.
typedef enum {
    CT_FLOAT32, CT_FLOAT64, CT_FLOAT16, CT_BFLOAT16,
    CT_INT64, CT_INT32, CT_INT16, CT_INT8, CT_UINT8, CT_BOOL
} ct_dtype;

typedef enum { CT_CPU, CT_CUDA } ct_device;

// MARK: Process (Process.cpp)

CT_API const char *ct_last_error(void);
/// The version of the headers that the bridge was compiled with, and of the library that runs.
CT_API const char *ct_built_version(void);
CT_API const char *ct_running_version(void);
/// Loads the CUDA part of libtorch when it is there; false where it or a device is missing.
CT_API bool ct_cuda_available(void);
/// Keeps freed memory in the process instead of returning it (mallopt; nothing on macOS).
CT_API void ct_keep_freed_memory(void);
/// Lets threads share this many heaps (mallopt; nothing on macOS).
CT_API void ct_share_heaps(int32_t count);
CT_API void ct_set_threads(int32_t count);
CT_API int32_t ct_threads(void);
/// The threads that operations called by this thread may use; gives the former number.
CT_API int32_t ct_set_own_threads(int32_t count);

/// Thread-local modes; each returns the former value.
CT_API bool ct_set_grad_enabled(bool enabled);
CT_API bool ct_set_autocast_bfloat16(ct_device device, bool enabled);

// MARK: Generators (Random.cpp)

CT_API int32_t ct_generator_new(uint64_t seed, ct_device device, ct_generator *out);
CT_API void ct_generator_free(ct_generator generator);
/// The state as a uint8 tensor, and back.
CT_API int32_t ct_generator_state(ct_generator generator, ct_tensor *out);
CT_API int32_t ct_generator_set_state(ct_generator generator, ct_tensor state);
CT_API int32_t ct_uniform_(ct_tensor target, double low, double high, ct_generator generator);
CT_API int32_t ct_normal_(ct_tensor target, double mean, double deviation, ct_generator generator);
CT_API int32_t ct_bernoulli_(ct_tensor target, double probability, ct_generator generator);
CT_API int32_t ct_randperm(int64_t count, ct_generator generator, ct_tensor *out);

// MARK: Creation, reading, conversion (Storage.cpp)

CT_API void ct_tensor_free(ct_tensor tensor);
CT_API int32_t ct_full(const int64_t *shape, int32_t rank, double value, ct_dtype dtype, ct_device device,
                       ct_tensor *out);
/// The shape, type, device and memory layout of `tensor`.
CT_API int32_t ct_zeros_like(ct_tensor tensor, ct_tensor *out);
/// Copies `byte_count` bytes of C-contiguous elements.
CT_API int32_t ct_from_bytes(const void *bytes, size_t byte_count, const int64_t *shape, int32_t rank,
                             ct_dtype dtype, ct_tensor *out);
/// Writes the elements, C-contiguous, whatever device and layout they have.
CT_API int32_t ct_copy_bytes(ct_tensor tensor, void *bytes, size_t byte_count);
CT_API int32_t ct_item(ct_tensor tensor, double *out);
CT_API int32_t ct_rank(ct_tensor tensor);
CT_API int64_t ct_size(ct_tensor tensor, int32_t axis);
CT_API ct_dtype ct_dtype_of(ct_tensor tensor);
CT_API ct_device ct_device_of(ct_tensor tensor);
CT_API bool ct_is_channels_last(ct_tensor tensor);
/// Counts the writes into the storage, by whatever handle.
CT_API int64_t ct_version(ct_tensor tensor);
CT_API int32_t ct_to_dtype(ct_tensor tensor, ct_dtype dtype, ct_tensor *out);
CT_API int32_t ct_to_device(ct_tensor tensor, ct_device device, ct_tensor *out);
CT_API int32_t ct_channels_last(ct_tensor tensor, ct_tensor *out);
CT_API int32_t ct_contiguous(ct_tensor tensor, ct_tensor *out);
CT_API int32_t ct_clone(ct_tensor tensor, ct_tensor *out);
CT_API int32_t ct_copy_(ct_tensor target, ct_tensor source);

// MARK: Gradients (Autograd.cpp)

CT_API int32_t ct_set_requires_grad(ct_tensor tensor, bool required);
CT_API bool ct_requires_grad(ct_tensor tensor);
CT_API int32_t ct_backward(ct_tensor loss);
/// NULL in `out` where there is no gradient.
CT_API int32_t ct_grad(ct_tensor tensor, ct_tensor *out);
CT_API int32_t ct_clear_grad(ct_tensor tensor);
CT_API int32_t ct_detach(ct_tensor tensor, ct_tensor *out);

// MARK: Arithmetic (Arithmetic.cpp)

typedef enum { CT_ADD, CT_SUB, CT_MUL, CT_DIV, CT_MATMUL, CT_EQUAL } ct_binary_op;
typedef enum {
    CT_NEG, CT_EXP, CT_LOG, CT_SQRT, CT_ABS, CT_TANH, CT_SIGMOID, CT_LOG_SIGMOID, CT_RELU, CT_RELU6, CT_GELU,
    CT_SILU
} ct_unary_op;
CT_API int32_t ct_binary(ct_binary_op op, ct_tensor left, ct_tensor right, ct_tensor *out);
CT_API int32_t ct_binary_scalar(ct_binary_op op, ct_tensor left, double right, ct_tensor *out);
CT_API int32_t ct_unary(ct_unary_op op, ct_tensor tensor, ct_tensor *out);

typedef enum { CT_SUM, CT_MEAN, CT_MAX, CT_ARGMAX } ct_reduction;
/// Over all elements where `axes` is NULL. CT_MAX and CT_ARGMAX take at most one axis.
CT_API int32_t ct_reduce(ct_reduction op, ct_tensor tensor, const int64_t *axes, int32_t axis_count, bool keep,
                         ct_tensor *out);
CT_API int32_t ct_softmax(ct_tensor tensor, int64_t axis, bool logarithm, ct_tensor *out);
CT_API int32_t ct_clamp(ct_tensor tensor, double low, double high, ct_tensor *out);
/// Divided by the 2-norm along `axis`, or by `epsilon` where the norm is smaller.
CT_API int32_t ct_l2_normalize(ct_tensor tensor, int64_t axis, double epsilon, ct_tensor *out);

// MARK: Shape (Shape.cpp)

CT_API int32_t ct_reshape(ct_tensor tensor, const int64_t *shape, int32_t rank, ct_tensor *out);
CT_API int32_t ct_permute(ct_tensor tensor, const int64_t *axes, int32_t count, ct_tensor *out);
CT_API int32_t ct_narrow(ct_tensor tensor, int64_t axis, int64_t start, int64_t length, ct_tensor *out);
CT_API int32_t ct_index_select(ct_tensor tensor, int64_t axis, ct_tensor indices, ct_tensor *out);
/// `indices` (int64) has the rank of `tensor`; element by element it says which one along `axis`.
CT_API int32_t ct_gather(ct_tensor tensor, int64_t axis, ct_tensor indices, ct_tensor *out);
CT_API int32_t ct_concatenate(const ct_tensor *tensors, int32_t count, int64_t axis, ct_tensor *out);
CT_API int32_t ct_stack(const ct_tensor *tensors, int32_t count, int64_t axis, ct_tensor *out);
CT_API int32_t ct_flip(ct_tensor tensor, int64_t axis, ct_tensor *out);

// MARK: Layers (Layers.cpp). Optional tensors may be NULL.

CT_API int32_t ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t padding,
                         int64_t dilation, int64_t groups, ct_tensor *out);
/// Zero padding of the two last axes, which may differ on the two sides.
CT_API int32_t ct_pad2d(ct_tensor input, int64_t left, int64_t right, int64_t top, int64_t bottom, ct_tensor *out);
CT_API int32_t ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor *out);
CT_API int32_t ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean,
                             ct_tensor running_var, bool training, double momentum, double epsilon,
                             ct_tensor *out);
CT_API int32_t ct_max_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, ct_tensor *out);
CT_API int32_t ct_avg_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, ct_tensor *out);
CT_API int32_t ct_global_avg_pool2d(ct_tensor input, ct_tensor *out);
/// Mean over the batch; `target` holds int64 class indices `[batch]` or float probabilities
/// `[batch, classes]`.
CT_API int32_t ct_cross_entropy(ct_tensor logits, ct_tensor target, ct_tensor class_weights,
                                double label_smoothing, ct_tensor *out);

// MARK: Sequences (Sequences.cpp). Optional tensors may be NULL.

/// Rows of `weight` `[rows, width]` by int32 or int64 indices of any shape.
CT_API int32_t ct_embedding(ct_tensor weight, ct_tensor indices, ct_tensor *out);
/// Sums or means of rows: bag `i` holds `indices[offsets[i] ..< offsets[i + 1]]`, the last one the rest;
/// `factors` weigh the rows of a sum.
CT_API int32_t ct_embedding_bag(ct_tensor weight, ct_tensor indices, ct_tensor offsets, ct_tensor factors, bool mean,
                                ct_tensor *out);
/// Over the last axis.
CT_API int32_t ct_layer_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, double epsilon, ct_tensor *out);
/// `query`, `key` and `value` are `[batch, heads, length, width]`; `mask` is bool and broadcasts to
/// `[batch, heads, queries, keys]`.
CT_API int32_t ct_attention(ct_tensor query, ct_tensor key, ct_tensor value, ct_tensor mask, ct_tensor *out);

// MARK: Packed layers for inference on the CPU (PackedLinear.cpp, PackedConvolution.cpp)

/// Whether oneDNN's fused operators are in this libtorch, and whether this processor multiplies bfloat16.
CT_API bool ct_packing_available(void);
CT_API bool ct_bfloat16_is_fast(void);
/// Whether FBGEMM's product of float32 with weights kept in half precision is in this libtorch.
CT_API bool ct_half_weights_available(void);
/// `weight` `[out, in]`, copied into the layout that oneDNN likes best.
CT_API int32_t ct_pack_linear(ct_tensor weight, ct_tensor *out);
typedef enum { CT_PLAIN, CT_THEN_GELU, CT_THEN_RELU, CT_THEN_RELU6 } ct_fused_op;
/// `input · weightᵀ + bias`, then the activation (none or GELU), then `+ residual` (NULL for none; not with an
/// activation).
CT_API int32_t ct_packed_linear(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor residual,
                                ct_fused_op op, ct_tensor *out);
/// `weight` `[out, in]`, float32, rounded to half precision and laid out for FBGEMM.
CT_API int32_t ct_pack_half_weights(ct_tensor weight, ct_tensor *out);
/// `input · weightᵀ + bias` in float32.
CT_API int32_t ct_half_weights_linear(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor *out);
/// `weight` `[out, in / groups, height, width]` for inputs of about `shape` `[batch, in, height, width]`.
CT_API int32_t ct_pack_conv2d(ct_tensor weight, int64_t stride, int64_t padding, int64_t groups,
                              const int64_t *shape, ct_tensor *out);
/// Convolution, `+ residual` (NULL for none), then the activation (none, ReLU or ReLU6; no ReLU6 with a residual).
CT_API int32_t ct_packed_conv2d(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor residual, int64_t stride,
                                int64_t padding, int64_t groups, ct_fused_op op, ct_tensor *out);

// MARK: Optimisers (Optimisers.cpp); they write into their operands.

CT_API int32_t ct_adamw_(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *first_moments,
                         const ct_tensor *second_moments, const ct_tensor *steps, int32_t count, double rate,
                         double beta1, double beta2, double weight_decay, double epsilon);
CT_API int32_t ct_sgd_(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *momenta,
                       int32_t count, double rate, double momentum, double weight_decay, bool nesterov);
/// Scales the gradients so that their joint 2-norm is at most `limit`; the norm before goes to `norm`.
CT_API int32_t ct_clip_norm_(const ct_tensor *gradients, int32_t count, double limit, double *norm);
/// `targets += weight * (sources - targets)`.
CT_API int32_t ct_lerp_(const ct_tensor *targets, const ct_tensor *sources, int32_t count, double weight);

#ifdef __cplusplus
}
#endif
#endif
