#include "Packed.h"

#include <ATen/ops/fbgemm_linear_fp16_weight_fp32_activation.h>
#include <ATen/ops/fbgemm_pack_gemm_matrix_fp16.h>
#include <ATen/ops/ones.h>

using bridge::find;
using bridge::Scalars;

namespace {

using Reorder = at::Tensor(const at::Tensor &, std::optional<c10::SymInt>);
using Pointwise = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &,
                             std::string_view, Scalars, std::optional<std::string_view>);
using PointwiseBinary = at::Tensor(const at::Tensor &, const at::Tensor &, const at::Tensor &,
                                   const std::optional<at::Tensor> &, std::string_view);
using Support = bool();

} // namespace

bool ct_packing_available(void) {
    // A build may name the operators and yet have no kernels for them: only a trial tells.
    static const bool available = [] {
        return bridge::guarded([] {
            const at::Tensor weight = at::ones({16, 16});
            const at::Tensor packed = find<Reorder>("mkldnn::_reorder_linear_weight").call(weight, std::nullopt);
            find<Pointwise>("mkldnn::_linear_pointwise").call(weight, packed, {}, "none", Scalars(), std::nullopt);
            find<PointwiseBinary>("mkldnn::_linear_pointwise", "binary").call(weight, weight, packed, {}, "add");
        }) == 0;
    }();
    return available;
}

bool ct_bfloat16_is_fast(void) {
    static const bool fast = [] {
        bool supported = false;
        bridge::guarded([&] { supported = find<Support>("mkldnn::_is_mkldnn_bf16_supported").call(); });
        return supported && ct_packing_available();
    }();
    return fast;
}

bool ct_half_weights_available(void) {
    static const bool available = [] {
        return bridge::guarded([] {
            const at::Tensor weight = at::ones({16, 16});
            at::fbgemm_linear_fp16_weight_fp32_activation(weight, at::fbgemm_pack_gemm_matrix_fp16(weight), weight[0]);
        }) == 0;
    }();
    return available;
}

int32_t ct_pack_half_weights(ct_tensor weight, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::fbgemm_pack_gemm_matrix_fp16(weight->value.detach().contiguous()); });
}

int32_t ct_half_weights_linear(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::fbgemm_linear_fp16_weight_fp32_activation(input->value.contiguous(), packed->value, bias->value);
    });
}

int32_t ct_pack_linear(ct_tensor weight, ct_tensor *out) {
    return bridge::yields(out, [&] {
        static const auto reorder = find<Reorder>("mkldnn::_reorder_linear_weight");
        return reorder.call(weight->value.detach().contiguous(), std::nullopt);
    });
}

int32_t ct_packed_linear(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor residual, ct_fused_op op,
                         ct_tensor *out) {
    return bridge::yields(out, [&] {
        static const auto plain = find<Pointwise>("mkldnn::_linear_pointwise");
        static const auto binary = find<PointwiseBinary>("mkldnn::_linear_pointwise", "binary");
        if (residual) return binary.call(input->value, residual->value, packed->value, bridge::optional(bias), "add");
        const bool gelu = op == CT_THEN_GELU;
        return plain.call(input->value, packed->value, bridge::optional(bias), gelu ? "gelu" : "none", Scalars(),
                          gelu ? std::optional<std::string_view>("none") : std::nullopt);
    });
}
