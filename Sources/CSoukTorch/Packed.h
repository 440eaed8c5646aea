#pragma once

#include "Bridge.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace bridge {

using Scalars = c10::List<std::optional<at::Scalar>>;

/// An operator without a header, such as oneDNN's fused ones, by its name.
template <typename Signature> auto find(const char *name, const char *overload = "") {
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

} // namespace bridge
