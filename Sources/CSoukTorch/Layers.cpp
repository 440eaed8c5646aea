#include "Bridge.h"

#include <ATen/Context.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>

int32_t ct_conv2d(ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t padding,
                  int64_t dilation, int64_t groups, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::conv2d(input->value, weight->value, bridge::optional(bias), {stride, stride},
                          {padding, padding}, {dilation, dilation}, groups);
    });
}

int32_t ct_pad2d(ct_tensor input, int64_t left, int64_t right, int64_t top, int64_t bottom, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::constant_pad_nd(input->value, {left, right, top, bottom}, 0); });
}

int32_t ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::linear(input->value, weight->value, bridge::optional(bias)); });
}

int32_t ct_batch_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean,
                      ct_tensor running_var, bool training, double momentum, double epsilon, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::batch_norm(input->value, bridge::optional(weight), bridge::optional(bias),
                              bridge::optional(running_mean), bridge::optional(running_var), training, momentum,
                              epsilon, at::globalContext().userEnabledCuDNN());
    });
}

int32_t ct_max_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::max_pool2d(input->value, {kernel, kernel}, {stride, stride}, {padding, padding});
    });
}

int32_t ct_avg_pool2d(ct_tensor input, int64_t kernel, int64_t stride, int64_t padding, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::avg_pool2d(input->value, {kernel, kernel}, {stride, stride}, {padding, padding});
    });
}

int32_t ct_global_avg_pool2d(ct_tensor input, ct_tensor *out) {
    return bridge::yields(out, [&] { return at::adaptive_avg_pool2d(input->value, {1, 1}).flatten(1); });
}

int32_t ct_cross_entropy(ct_tensor logits, ct_tensor target, ct_tensor class_weights, double label_smoothing,
                         ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::cross_entropy_loss(logits->value, target->value, bridge::optional(class_weights),
                                      at::Reduction::Mean, -100, label_smoothing);
    });
}
