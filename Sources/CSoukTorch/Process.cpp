#include "Bridge.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <torch/headeronly/version.h>
#include <dlfcn.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {
thread_local std::string last_error;
}

void bridge::remember(const char *message) noexcept {
    try {
        last_error = message;
    } catch (...) {
    }
}

at::ScalarType bridge::scalar_type(ct_dtype dtype) {
    switch (dtype) {
    case CT_FLOAT32: return at::kFloat;
    case CT_FLOAT64: return at::kDouble;
    case CT_FLOAT16: return at::kHalf;
    case CT_BFLOAT16: return at::kBFloat16;
    case CT_INT64: return at::kLong;
    case CT_INT32: return at::kInt;
    case CT_INT16: return at::kShort;
    case CT_INT8: return at::kChar;
    case CT_UINT8: return at::kByte;
    case CT_BOOL: return at::kBool;
    }
    TORCH_CHECK(false, "unknown element type ", static_cast<int>(dtype));
}

ct_dtype bridge::dtype(at::ScalarType type) {
    switch (type) {
    case at::kDouble: return CT_FLOAT64;
    case at::kHalf: return CT_FLOAT16;
    case at::kBFloat16: return CT_BFLOAT16;
    case at::kLong: return CT_INT64;
    case at::kInt: return CT_INT32;
    case at::kShort: return CT_INT16;
    case at::kChar: return CT_INT8;
    case at::kByte: return CT_UINT8;
    case at::kBool: return CT_BOOL;
    default: return CT_FLOAT32;
    }
}

at::Device bridge::device(ct_device device) {
    return device == CT_CUDA ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
}

const char *ct_last_error(void) { return last_error.c_str(); }

const char *ct_built_version(void) { return TORCH_VERSION; }

const char *ct_running_version(void) {
    // The library carries no version symbol of its own; its build settings name it.
    static const std::string version = [] {
        const std::string text = at::show_config();
        const std::string key = "TORCH_VERSION=";
        const auto start = text.find(key);
        if (start == std::string::npos) return std::string();
        const auto end = text.find_first_of(", \n", start + key.size());
        return text.substr(start + key.size(), end - start - key.size());
    }();
    return version.c_str();
}

bool ct_cuda_available(void) {
    static const bool loaded = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) != nullptr;
    bool available = false;
    bridge::guarded([&] { available = loaded && at::hasCUDA(); });
    return available;
}

void ct_keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 2147483647);
    mallopt(M_TOP_PAD, 256 << 20);
#endif
}

void ct_share_heaps(int32_t count) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, count);
#endif
}

void ct_set_threads(int32_t count) {
    bridge::guarded([&] { at::set_num_threads(count); });
}

int32_t ct_threads(void) { return at::get_num_threads(); }

int32_t ct_set_own_threads(int32_t count) {
    // libtorch's own setter speaks for the whole process; OpenMP's, which it asks, for the thread that calls.
    static const auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    const int32_t former = at::get_num_threads();
    if (set) set(count);
    return former;
}

bool ct_set_grad_enabled(bool enabled) {
    const bool former = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(enabled);
    return former;
}

bool ct_set_autocast_bfloat16(ct_device device, bool enabled) {
    const auto type = device == CT_CUDA ? at::kCUDA : at::kCPU;
    bool former = false;
    bridge::guarded([&] {
        former = at::autocast::is_autocast_enabled(type);
        at::autocast::set_autocast_dtype(type, at::kBFloat16);
        at::autocast::set_autocast_enabled(type, enabled);
        if (!enabled) at::autocast::clear_cache();
    });
    return former;
}
