#include "Bridge.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/bernoulli.h>
#include <ATen/ops/normal.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/uniform.h>

struct ct_generator_t {
    at::Generator value;
};

int32_t ct_generator_new(uint64_t seed, ct_device device, ct_generator *out) {
    return bridge::guarded([&] {
        at::Generator generator = device == CT_CUDA
            ? at::globalContext().defaultGenerator(bridge::device(device)).clone()
            : at::detail::createCPUGenerator(seed);
        generator.set_current_seed(seed);
        *out = new ct_generator_t{generator};
    });
}

void ct_generator_free(ct_generator generator) { delete generator; }

int32_t ct_generator_state(ct_generator generator, ct_tensor *out) {
    return bridge::yields(out, [&] { return generator->value.get_state(); });
}

int32_t ct_generator_set_state(ct_generator generator, ct_tensor state) {
    return bridge::guarded([&] { generator->value.set_state(state->value); });
}

int32_t ct_uniform_(ct_tensor target, double low, double high, ct_generator generator) {
    return bridge::guarded([&] { target->value.uniform_(low, high, generator->value); });
}

int32_t ct_normal_(ct_tensor target, double mean, double deviation, ct_generator generator) {
    return bridge::guarded([&] { target->value.normal_(mean, deviation, generator->value); });
}

int32_t ct_bernoulli_(ct_tensor target, double probability, ct_generator generator) {
    return bridge::guarded([&] { target->value.bernoulli_(probability, generator->value); });
}

int32_t ct_randperm(int64_t count, ct_generator generator, ct_tensor *out) {
    return bridge::yields(out, [&] {
        return at::randperm(count, generator->value, at::TensorOptions().dtype(at::kLong));
    });
}
