#include "Bridge.h"

#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

// The fused steps leave the versions of what they write alone.
static void count_write(const ct_tensor *parameters, int32_t count) {
    for (int32_t i = 0; i < count; i++) parameters[i]->value.unsafeGetTensorImpl()->bump_version();
}

int32_t ct_adamw_(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *first_moments,
                  const ct_tensor *second_moments, const ct_tensor *steps, int32_t count, double rate,
                  double beta1, double beta2, double weight_decay, double epsilon) {
    return bridge::guarded([&] {
        const c10::AutoGradMode off(false);
        at::_fused_adamw_(bridge::list(parameters, count), bridge::list(gradients, count),
                          bridge::list(first_moments, count), bridge::list(second_moments, count), {},
                          bridge::list(steps, count), rate, beta1, beta2, weight_decay, epsilon, false, false);
        count_write(parameters, count);
    });
}

int32_t ct_sgd_(const ct_tensor *parameters, const ct_tensor *gradients, const ct_tensor *momenta, int32_t count,
                double rate, double momentum, double weight_decay, bool nesterov) {
    return bridge::guarded([&] {
        const c10::AutoGradMode off(false);
        std::vector<at::Tensor> buffers;
        if (momentum != 0) buffers = bridge::list(momenta, count);
        // Zeros as the first momentum give what `is_first_step` would: the gradient itself.
        at::_fused_sgd_(bridge::list(parameters, count), bridge::list(gradients, count), buffers, weight_decay,
                        momentum, rate, 0.0, nesterov, false, false);
        count_write(parameters, count);
    });
}

int32_t ct_clip_norm_(const ct_tensor *gradients, int32_t count, double limit, double *norm) {
    return bridge::guarded([&] {
        const c10::AutoGradMode off(false);
        const auto values = bridge::list(gradients, count);
        const auto norms = at::_foreach_norm(values, 2);
        *norm = at::linalg_vector_norm(at::stack(norms)).item().toDouble();
        if (*norm > limit) at::_foreach_mul_(values, limit / (*norm + 1e-6));
    });
}

int32_t ct_lerp_(const ct_tensor *targets, const ct_tensor *sources, int32_t count, double weight) {
    return bridge::guarded([&] {
        const c10::AutoGradMode off(false);
        at::_foreach_lerp_(bridge::list(targets, count), bridge::list(sources, count), weight);
    });
}
