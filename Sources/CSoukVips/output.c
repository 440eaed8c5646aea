#include <string.h>

#include "support.h"

int cvips_read(CVipsImage *image, int strip, uint8_t *samples, size_t capacity, int *rows, char **message) {
    int width = vips_image_get_width(image);
    int height = vips_image_get_height(image);
    size_t row_bytes = (size_t)width * (size_t)vips_image_get_bands(image);
    *rows = 0;
    if (vips_image_get_format(image) != VIPS_FORMAT_UCHAR || row_bytes * (size_t)height > capacity) {
        vips_error("cvips_read", "%s", "not 8-bit samples, or too little room for them");
        return cvips_fail("read", message);
    }
    VipsRegion *region = vips_region_new(image);
    int result = 0;
    for (int top = 0; top < height && result == 0; top += strip) {
        VipsRect part = {0, top, width, VIPS_MIN(strip, height - top)};
        result = vips_region_prepare(region, &part);
        for (int y = top; result == 0 && y < top + part.height; y++)
            memcpy(samples + (size_t)y * row_bytes, VIPS_REGION_ADDR(region, 0, y), row_bytes);
        if (result == 0) *rows = top + part.height;
    }
    g_object_unref(region);
    return cvips_status(result, "decode", message);
}

int cvips_write_jpeg(CVipsImage *image, int quality, void **bytes, size_t *length, char **message) {
    return cvips_status(vips_jpegsave_buffer(image, bytes, length, "Q", quality, "strip", TRUE,
                                             "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON, NULL),
                        "jpegsave", message);
}

int cvips_write_png(CVipsImage *image, void **bytes, size_t *length, char **message) {
    return cvips_status(vips_pngsave_buffer(image, bytes, length, "compression", 6, "strip", TRUE, NULL),
                        "pngsave", message);
}
