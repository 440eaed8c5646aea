#pragma once

#include "CSoukTorch.h"

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <string>
#include <vector>

struct ct_tensor_t {
    at::Tensor value;
};

namespace bridge {

void remember(const char *message) noexcept;

/// Runs `body`, turning an exception into a status and a message.
template <typename Body> int32_t guarded(Body body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error &error) {
        remember(error.what_without_backtrace());
    } catch (const std::exception &error) {
        remember(error.what());
    } catch (...) {
        remember("unknown C++ exception");
    }
    return 1;
}

/// `guarded` for a body that makes a tensor.
template <typename Body> int32_t yields(ct_tensor *out, Body body) noexcept {
    return guarded([&] { *out = new ct_tensor_t{body()}; });
}

inline at::IntArrayRef list(const int64_t *values, int32_t count) {
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline std::vector<at::Tensor> list(const ct_tensor *tensors, int32_t count) {
    std::vector<at::Tensor> values;
    values.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; i++) values.push_back(tensors[i]->value);
    return values;
}

inline std::optional<at::Tensor> optional(ct_tensor tensor) {
    return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

at::ScalarType scalar_type(ct_dtype dtype);
ct_dtype dtype(at::ScalarType type);
at::Device device(ct_device device);

} // namespace bridge
