#include <string.h>

#include "support.h"

CVipsChecksum *cvips_sha256_start(void) { return g_checksum_new(G_CHECKSUM_SHA256); }

void cvips_sha256_update(CVipsChecksum *checksum, const void *bytes, size_t length) {
    g_checksum_update(checksum, bytes, (gssize)length);
}

void cvips_sha256_finish(CVipsChecksum *checksum, char digest[65]) {
    g_strlcpy(digest, g_checksum_get_string(checksum), 65);
    g_checksum_free(checksum);
}
