#include "Bridge.h"

int32_t ct_set_requires_grad(ct_tensor tensor, bool required) {
    return bridge::guarded([&] { tensor->value.requires_grad_(required); });
}

bool ct_requires_grad(ct_tensor tensor) { return tensor->value.requires_grad(); }

int32_t ct_backward(ct_tensor loss) {
    return bridge::guarded([&] { loss->value.backward(); });
}

int32_t ct_grad(ct_tensor tensor, ct_tensor *out) {
    return bridge::guarded([&] {
        const at::Tensor gradient = tensor->value.grad();
        *out = gradient.defined() ? new ct_tensor_t{gradient} : nullptr;
    });
}

int32_t ct_clear_grad(ct_tensor tensor) {
    return bridge::guarded([&] { tensor->value.mutable_grad() = at::Tensor(); });
}

int32_t ct_detach(ct_tensor tensor, ct_tensor *out) {
    return bridge::yields(out, [&] { return tensor->value.detach(); });
}
