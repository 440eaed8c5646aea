#include "Bridge.h"

#include <ATen/ops/embedding.h>
#include <ATen/ops/embedding_bag.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/scaled_dot_product_attention.h>

int32_t ct_embedding(ct_tensor weight, ct_tensor indices, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::embedding(weight->value, indices->value); });
}

namespace {

// libtorch's kernels read beyond their operands where offsets fall.
void check_offsets(const at::Tensor &offsets, int64_t count) {
    const at::Tensor local = offsets.to(at::kCPU, at::kLong).contiguous();
    const int64_t *values = local.const_data_ptr<int64_t>();
    int64_t last = 0;
    for (int64_t i = 0; i < local.numel(); i++) {
        TORCH_CHECK(i > 0 || values[i] == 0, "the first offset is ", values[i], " instead of 0");
        TORCH_CHECK(values[i] >= last, "offset ", i, " falls from ", last, " to ", values[i]);
        TORCH_CHECK(values[i] <= count, "offset ", i, " is ", values[i], ", but there are ", count, " indices");
        last = values[i];
    }
    TORCH_CHECK(local.numel() > 0 || count == 0, "no offsets for ", count, " indices");
}

} // namespace

int32_t ct_embedding_bag(ct_tensor weight, ct_tensor indices, ct_tensor offsets, ct_tensor factors, bool mean,
                         ct_tensor *out) {
    return bridge::yields(out, [&] {
        check_offsets(offsets->value, indices->value.numel());
        return std::get<0>(at::embedding_bag(weight->value, indices->value, offsets->value, false, mean ? 1 : 0, false,
                                             bridge::optional(factors), false));
    });
}

int32_t ct_layer_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, double epsilon, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::layer_norm(input->value, input->value.sizes().slice(input->value.dim() - 1),
                              bridge::optional(weight), bridge::optional(bias), epsilon);
    });
}

int32_t ct_attention(ct_tensor query, ct_tensor key, ct_tensor value, ct_tensor mask, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::scaled_dot_product_attention(query->value, key->value, value->value, bridge::optional(mask));
    });
}
