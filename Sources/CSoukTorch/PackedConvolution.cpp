#include "Packed.h"

#include <array>

using bridge::find;
using bridge::Scalars;

namespace {

using Reorder = at::Tensor(const at::Tensor &, c10::SymIntArrayRef, c10::SymIntArrayRef, c10::SymIntArrayRef, c10::SymInt,
                           at::OptionalSymIntArrayRef);
using Pointwise = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &,
                             at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, int64_t, std::string_view, Scalars,
                             std::optional<std::string_view>);
using PointwiseBinary = at::Tensor(const at::Tensor &, const at::Tensor &, const at::Tensor &,
                                   const std::optional<at::Tensor> &, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef,
                                   int64_t, std::string_view, std::optional<at::Scalar>,
                                   std::optional<std::string_view>, Scalars, std::optional<std::string_view>);

} // namespace

int32_t ct_pack_conv2d(ct_tensor weight, int64_t stride, int64_t padding, int64_t groups, const int64_t *shape,
                       ct_tensor *out) {
    return bridge::yields(out, [&] {
        static const auto reorder = find<Reorder>("mkldnn::_reorder_convolution_weight");
        const std::array<c10::SymInt, 2> pads{padding, padding}, strides{stride, stride}, dilations{1, 1};
        const std::array<c10::SymInt, 4> input{shape[0], shape[1], shape[2], shape[3]};
        return reorder.call(weight->value.detach().contiguous(at::MemoryFormat::ChannelsLast), pads, strides, dilations,
                            groups, c10::SymIntArrayRef(input));
    });
}

int32_t ct_packed_conv2d(ct_tensor input, ct_tensor packed, ct_tensor bias, ct_tensor residual, int64_t stride,
                         int64_t padding, int64_t groups, ct_fused_op op, ct_tensor *out) {
    return bridge::yields(out, [&] {
        static const auto plain = find<Pointwise>("mkldnn::_convolution_pointwise");
        static const auto binary = find<PointwiseBinary>("mkldnn::_convolution_pointwise", "binary");
        const std::array<int64_t, 2> pads{padding, padding}, strides{stride, stride}, dilations{1, 1};
        if (residual) {
            const auto then = op == CT_THEN_RELU ? std::optional<std::string_view>("relu") : std::nullopt;
            return binary.call(input->value, residual->value, packed->value, bridge::optional(bias), pads, strides,
                               dilations, groups, "add", at::Scalar(1.0), then, Scalars(), std::nullopt);
        }
        Scalars limits;
        if (op == CT_THEN_RELU6) {
            limits.push_back(at::Scalar(0.0));
            limits.push_back(at::Scalar(6.0));
        }
        const char *then = op == CT_THEN_RELU ? "relu" : op == CT_THEN_RELU6 ? "hardtanh" : "none";
        return plain.call(input->value, packed->value, bridge::optional(bias), pads, strides, dilations, groups, then,
                          limits, "");
    });
}
