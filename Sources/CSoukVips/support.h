// Shared by the files of this target: how a failure becomes a status and a message.
#ifndef CVIPS_SUPPORT_H
#define CVIPS_SUPPORT_H

#include <vips/vips.h>

#include "CSoukVips.h"

/// Takes libvips' message, or `fallback` when another thread took it, and returns -1.
int cvips_fail(const char *fallback, char **message);

/// 0 when a libvips call succeeded, else its message.
static inline int cvips_status(int result, const char *operation, char **message) {
    return result == 0 ? 0 : cvips_fail(operation, message);
}

#endif
