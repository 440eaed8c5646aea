#include "Bridge.h"

#include <ATen/ops/abs.h>
#include <ATen/ops/add.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/clamp_min.h>
#include <ATen/ops/div.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/log.h>
#include <ATen/ops/log_sigmoid.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/neg.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/sub.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/tanh.h>

int32_t ct_binary(ct_binary_op op, ct_tensor left, ct_tensor right, ct_tensor *out) {
    return bridge::yields(out, [&]() -> at::Tensor {
        const at::Tensor &a = left->value, &b = right->value;
        switch (op) {
        case CT_ADD: return at::add(a, b);
        case CT_SUB: return at::sub(a, b);
        case CT_MUL: return at::mul(a, b);
        case CT_DIV: return at::div(a, b);
        case CT_MATMUL: return at::matmul(a, b);
        case CT_EQUAL: return at::eq(a, b);
        }
        TORCH_CHECK(false, "unknown binary operation");
    });
}

int32_t ct_binary_scalar(ct_binary_op op, ct_tensor left, double right, ct_tensor *out) {
    return bridge::yields(out, [&]() -> at::Tensor {
        const at::Tensor &a = left->value;
        switch (op) {
        case CT_ADD: return at::add(a, right);
        case CT_SUB: return at::sub(a, right);
        case CT_MUL: return at::mul(a, right);
        case CT_DIV: return at::div(a, right);
        case CT_EQUAL: return at::eq(a, right);
        default: TORCH_CHECK(false, "this operation takes no scalar");
        }
    });
}

int32_t ct_unary(ct_unary_op op, ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&]() -> at::Tensor {
        const at::Tensor &x = tensor->value;
        switch (op) {
        case CT_NEG: return at::neg(x);
        case CT_EXP: return at::exp(x);
        case CT_LOG: return at::log(x);
        case CT_SQRT: return at::sqrt(x);
        case CT_ABS: return at::abs(x);
        case CT_TANH: return at::tanh(x);
        case CT_SIGMOID: return at::sigmoid(x);
        case CT_LOG_SIGMOID: return at::log_sigmoid(x);
        case CT_RELU: return at::relu(x);
        case CT_RELU6: return at::hardtanh(x, 0, 6);
        case CT_GELU: return at::gelu(x);
        case CT_SILU: return at::silu(x);
        }
        TORCH_CHECK(false, "unknown unary operation");
    });
}

int32_t ct_reduce(ct_reduction op, ct_tensor tensor, const int64_t *axes, int32_t axis_count, bool keep,
                  ct_tensor *out) {
    return bridge::yields(out, [&]() -> at::Tensor {
        const at::Tensor &x = tensor->value;
        at::OptionalIntArrayRef chosen;
        if (axes) chosen = bridge::list(axes, axis_count);
        switch (op) {
        case CT_SUM: return at::sum(x, chosen, keep);
        case CT_MEAN: return at::mean(x, chosen, keep);
        case CT_MAX: return at::amax(x, axes ? bridge::list(axes, axis_count) : at::IntArrayRef{}, keep);
        case CT_ARGMAX: return at::argmax(x, axes ? std::optional<int64_t>(axes[0]) : std::nullopt, keep);
        }
        TORCH_CHECK(false, "unknown reduction");
    });
}

int32_t ct_softmax(ct_tensor tensor, int64_t axis, bool logarithm, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return logarithm ? at::log_softmax(tensor->value, axis) : at::softmax(tensor->value, axis);
    });
}

int32_t ct_clamp(ct_tensor tensor, double low, double high, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::clamp(tensor->value, low, high); });
}

int32_t ct_l2_normalize(ct_tensor tensor, int64_t axis, double epsilon, ct_tensor *out) {
    return bridge::yields(out, [&] {
        const at::Tensor norm = at::linalg_vector_norm(tensor->value, 2, at::IntArrayRef(&axis, 1), true);
        return at::div(tensor->value, at::clamp_min(norm, epsilon));
    });
}
