#include "Bridge.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/ones.h>

// oneDNN's fused operators have no headers; they are called by name through the dispatcher.
namespace {

using Scalars = c10::List<std::optional<at::Scalar>>;
using Reorder = at::Tensor(const at::Tensor &, std::optional<c10::SymInt>);
using Pointwise = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &,
                             std::string_view, Scalars, std::optional<std::string_view>);
using PointwiseBinary = at::Tensor(const at::Tensor &, const at::Tensor &, const at::Tensor &,
                                   const std::optional<at::Tensor> &, std::string_view);
using Support = bool();

template <typename Signature> auto find(const char *name, const char *overload = "") {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

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
