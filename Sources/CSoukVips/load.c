#include <string.h>

#include "support.h"

static const char *loader(CVipsFormat format) {
    switch (format) {
    case CVIPS_JPEG: return "jpegload_buffer";
    case CVIPS_PNG: return "pngload_buffer";
    case CVIPS_WEBP: return "webpload_buffer";
    case CVIPS_GIF: return "gifload_buffer";
    case CVIPS_TIFF: return "tiffload_buffer";
    case CVIPS_HEIF: return "heifload_buffer";
    }
    return "";
}

int cvips_reads(CVipsFormat format) { return vips_type_find("VipsOperation", loader(format)) != 0; }

int cvips_jpeg_scans(const void *bytes, size_t length, int limit) {
    const uint8_t *at = bytes, *end = at + length;
    int scans = 0;
    while (scans <= limit && (at = memchr(at, 0xFF, (size_t)(end - at))) != NULL) {
        at++;
        if (at == end) break;
        if (*at == 0xDA) scans++;
    }
    return scans;
}

static VipsFailOn fail_on(CVipsTolerance tolerance) {
    switch (tolerance) {
    case CVIPS_TOLERANT: return VIPS_FAIL_ON_NONE;
    case CVIPS_UNTIL_TRUNCATED: return VIPS_FAIL_ON_TRUNCATED;
    case CVIPS_STRICT: return VIPS_FAIL_ON_WARNING;
    }
    return VIPS_FAIL_ON_WARNING;
}

int cvips_open(const void *bytes, size_t length, CVipsFormat format, int shrink, CVipsTolerance tolerance,
               CVipsImage **out, char **message) {
    VipsBlob *blob = vips_blob_new(NULL, bytes, length);
    VipsFailOn limit = fail_on(tolerance);
    int result;
    if (format == CVIPS_JPEG)
        result = vips_call(loader(format), blob, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", limit,
                           "shrink", shrink, NULL);
    else if (format == CVIPS_WEBP && shrink > 1)
        result = vips_call(loader(format), blob, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", limit,
                           "scale", 1.0 / shrink, NULL);
    else
        result = vips_call(loader(format), blob, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", limit, NULL);
    vips_area_unref(VIPS_AREA(blob));
    return cvips_status(result, loader(format), message);
}

int cvips_open_svg(const void *bytes, size_t length, double scale, CVipsImage **out, char **message) {
    return cvips_status(vips_svgload_buffer((void *)bytes, length, out, "scale", scale, NULL), "svgload",
                        message);
}

int cvips_wrap(const void *samples, int width, int height, CVipsImage **out, char **message) {
    size_t length = (size_t)width * (size_t)height * 3;
    VipsImage *plain = vips_image_new_from_memory(samples, length, width, height, 3, VIPS_FORMAT_UCHAR);
    if (plain == NULL) return cvips_fail("new_from_memory", message);
    int result = vips_copy(plain, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
    g_object_unref(plain);
    return cvips_status(result, "copy", message);
}

static CVipsColours colours(VipsImage *image) {
    switch (vips_image_get_interpretation(image)) {
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16: return CVIPS_GREY;
    case VIPS_INTERPRETATION_sRGB:
    case VIPS_INTERPRETATION_RGB:
    case VIPS_INTERPRETATION_RGB16: return CVIPS_RGB;
    case VIPS_INTERPRETATION_CMYK: return CVIPS_CMYK;
    default: return CVIPS_OTHER_COLOURS;
    }
}

static int contains(const void *bytes, size_t length, const void *part, size_t part_length) {
    for (size_t start = 0; start + part_length <= length; start++)
        if (memcmp((const char *)bytes + start, part, part_length) == 0) return 1;
    return 0;
}

/// Names in profiles are ASCII or UTF-16.
static CVipsProfile profile(VipsImage *image) {
    const void *bytes;
    size_t length;
    if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) == 0) return CVIPS_NO_PROFILE;
    if (vips_image_get_blob(image, VIPS_META_ICC_NAME, &bytes, &length) != 0) return CVIPS_UNUSABLE_PROFILE;
    if (!vips_icc_is_compatible_profile(image, bytes, length)) return CVIPS_UNUSABLE_PROFILE;
    size_t searched = length < 4096 ? length : 4096;
    return contains(bytes, searched, "sRGB", 4) || contains(bytes, searched, "s\0R\0G\0B", 7)
               ? CVIPS_NO_PROFILE
               : CVIPS_FOREIGN_PROFILE;
}

void cvips_info(CVipsImage *image, CVipsInfo *out) {
    int orientation = vips_image_get_orientation(image);
    int pages = vips_image_get_n_pages(image);
    out->width = vips_image_get_width(image);
    out->height = vips_image_get_height(image);
    out->bands = vips_image_get_bands(image);
    out->has_alpha = vips_image_hasalpha(image);
    out->bits = (int)vips_format_sizeof(vips_image_get_format(image)) * 8;
    out->colours = colours(image);
    out->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    out->pages = pages > 1 ? pages : 1;
    out->profile = profile(image);
}
