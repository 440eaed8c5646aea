#include "Bridge.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/flip.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/permute.h>
#include <ATen/ops/reshape.h>
#include <ATen/ops/stack.h>

int32_t ct_reshape(ct_tensor tensor, const int64_t *shape, int32_t rank, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::reshape(tensor->value, bridge::list(shape, rank)); });
}

int32_t ct_permute(ct_tensor tensor, const int64_t *axes, int32_t count, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::permute(tensor->value, bridge::list(axes, count)); });
}

int32_t ct_narrow(ct_tensor tensor, int64_t axis, int64_t start, int64_t length, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::narrow(tensor->value, axis, start, length); });
}

int32_t ct_index_select(ct_tensor tensor, int64_t axis, ct_tensor indices, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::index_select(tensor->value, axis, indices->value); });
}

int32_t ct_gather(ct_tensor tensor, int64_t axis, ct_tensor indices, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::gather(tensor->value, axis, indices->value); });
}

int32_t ct_concatenate(const ct_tensor *tensors, int32_t count, int64_t axis, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::cat(bridge::list(tensors, count), axis); });
}

int32_t ct_stack(const ct_tensor *tensors, int32_t count, int64_t axis, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::stack(bridge::list(tensors, count), axis); });
}

int32_t ct_flip(ct_tensor tensor, int64_t axis, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::flip(tensor->value, {axis}); });
}
