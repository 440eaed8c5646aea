#include <gio/gio.h>

#include "CSoukVips.h"

int cvips_inflates_within(const void *bytes, size_t length, size_t limit) {
    GConverter *converter = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    uint8_t piece[4096];
    const uint8_t *at = bytes;
    size_t total = 0;
    int result = 0;
    for (;;) {
        gsize taken = 0, made = 0;
        GConverterResult state = g_converter_convert(converter, at, length, piece, sizeof piece,
                                                     G_CONVERTER_INPUT_AT_END, &taken, &made, NULL);
        at += taken;
        length -= taken;
        total += made;
        if (state == G_CONVERTER_ERROR || total > limit) break;
        if (state == G_CONVERTER_FINISHED) {
            result = 1;
            break;
        }
    }
    g_object_unref(converter);
    return result;
}
