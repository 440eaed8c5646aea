#include "Bridge.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros_like.h>
#include <cstring>

void ct_tensor_free(ct_tensor tensor) { delete tensor; }

int32_t ct_full(const int64_t *shape, int32_t rank, double value, ct_dtype dtype, ct_device device,
                ct_tensor *out) {
    return bridge::yields(out, [&] {
        const auto options = at::TensorOptions().dtype(bridge::scalar_type(dtype)).device(bridge::device(device));
        return at::full(bridge::list(shape, rank), value, options);
    });
}

int32_t ct_zeros_like(ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::zeros_like(tensor->value); });
}

int32_t ct_from_bytes(const void *bytes, size_t byte_count, const int64_t *shape, int32_t rank, ct_dtype dtype,
                      ct_tensor *out) {
    return bridge::yields(out, [&] {
        at::Tensor tensor = at::empty(bridge::list(shape, rank), bridge::scalar_type(dtype));
        TORCH_CHECK(tensor.nbytes() == byte_count, "expected ", tensor.nbytes(), " bytes, found ", byte_count);
        if (byte_count > 0) std::memcpy(tensor.mutable_data_ptr(), bytes, byte_count);
        return tensor;
    });
}

int32_t ct_copy_bytes(ct_tensor tensor, void *bytes, size_t byte_count) {
    return bridge::guarded([&] {
        const at::Tensor local = tensor->value.detach().to(at::kCPU).contiguous();
        TORCH_CHECK(local.nbytes() == byte_count, "expected ", local.nbytes(), " bytes, found ", byte_count);
        if (byte_count > 0) std::memcpy(bytes, local.const_data_ptr(), byte_count);
    });
}

int32_t ct_item(ct_tensor tensor, double *out) {
    return bridge::guarded([&] { *out = tensor->value.item().toDouble(); });
}

int32_t ct_rank(ct_tensor tensor) { return static_cast<int32_t>(tensor->value.dim()); }

int64_t ct_size(ct_tensor tensor, int32_t axis) { return tensor->value.sizes()[static_cast<size_t>(axis)]; }

ct_dtype ct_dtype_of(ct_tensor tensor) { return bridge::dtype(tensor->value.scalar_type()); }

ct_device ct_device_of(ct_tensor tensor) { return tensor->value.is_cuda() ? CT_CUDA : CT_CPU; }

bool ct_is_channels_last(ct_tensor tensor) {
    return tensor->value.dim() == 4 && tensor->value.is_contiguous(at::MemoryFormat::ChannelsLast);
}

int64_t ct_version(ct_tensor tensor) {
    int64_t version = 0;
    bridge::guarded([&] { version = tensor->value._version(); });
    return version;
}

int32_t ct_to_dtype(ct_tensor tensor, ct_dtype dtype, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.to(bridge::scalar_type(dtype)); });
}

int32_t ct_to_device(ct_tensor tensor, ct_device device, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.to(bridge::device(device)); });
}

int32_t ct_channels_last(ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.contiguous(at::MemoryFormat::ChannelsLast); });
}

int32_t ct_contiguous(ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.contiguous(); });
}

int32_t ct_clone(ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.detach().clone(); });
}

int32_t ct_copy_(ct_tensor target, ct_tensor source) {
    return bridge::guarded([&] { target->value.detach().copy_(source->value); });
}
