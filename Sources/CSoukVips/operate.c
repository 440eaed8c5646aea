#include "support.h"

int cvips_flatten(CVipsImage *image, CVipsImage **out, char **message) {
    VipsInterpretation space = vips_image_get_interpretation(image);
    int deep = space == VIPS_INTERPRETATION_RGB16 || space == VIPS_INTERPRETATION_GREY16;
    VipsArrayDouble *white = vips_array_double_newv(1, deep ? 65535.0 : 255.0);
    int result = vips_flatten(image, out, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    return cvips_status(result, "flatten", message);
}

int cvips_crop(CVipsImage *image, int left, int top, int width, int height, CVipsImage **out, char **message) {
    return cvips_status(vips_extract_area(image, out, left, top, width, height, NULL), "extract_area",
                        message);
}

int cvips_shrink(CVipsImage *image, int factor, CVipsImage **out, char **message) {
    return cvips_status(vips_shrink(image, out, factor, factor, NULL), "shrink", message);
}

/// 1, 3 or more bands of any depth in a known space to 3 bands of 8 bits.
static int normalise(VipsImage *image, VipsImage **out) {
    VipsImage *step[3] = {NULL, NULL, NULL};
    int result = vips_colourspace(image, &step[0], VIPS_INTERPRETATION_sRGB, NULL);
    if (result == 0 && vips_image_get_bands(step[0]) > 3)
        result = vips_extract_band(step[0], &step[1], 0, "n", 3, NULL);
    else if (result == 0 && vips_image_get_bands(step[0]) < 3) {
        VipsImage *grey = NULL;
        result = vips_extract_band(step[0], &grey, 0, NULL);
        if (result == 0) {
            VipsImage *bands[3] = {grey, grey, grey};
            result = vips_bandjoin(bands, &step[1], 3, NULL);
            g_object_unref(grey);
        }
    } else if (result == 0)
        step[1] = g_object_ref(step[0]);
    if (result == 0) result = vips_cast_uchar(step[1], &step[2], NULL);
    if (result == 0) result = vips_copy(step[2], out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
    for (int i = 0; i < 3; i++)
        if (step[i] != NULL) g_object_unref(step[i]);
    return result;
}

int cvips_to_srgb(CVipsImage *image, int use_profile, CVipsImage **out, char **message) {
    int cmyk = vips_image_get_interpretation(image) == VIPS_INTERPRETATION_CMYK;
    if (!use_profile && !cmyk) return cvips_status(normalise(image, out), "colourspace", message);
    VipsImage *converted = NULL;
    int result = cmyk ? vips_icc_transform(image, &converted, "srgb", "embedded", use_profile ? TRUE : FALSE,
                                           "input_profile", "cmyk", "intent", VIPS_INTENT_PERCEPTUAL, NULL)
                      : vips_icc_transform(image, &converted, "srgb", "embedded", TRUE, "intent",
                                           VIPS_INTENT_PERCEPTUAL, NULL);
    if (result == 0) result = normalise(converted, out);
    if (converted != NULL) g_object_unref(converted);
    return cvips_status(result, "icc_transform", message);
}

int cvips_turn(CVipsImage *image, int orientation, CVipsImage **out, char **message) {
    VipsImage *tagged = NULL;
    if (vips_copy(image, &tagged, NULL) != 0) return cvips_fail("copy", message);
    vips_image_set_int(tagged, VIPS_META_ORIENTATION, orientation);
    int result = vips_autorot(tagged, out, NULL);
    g_object_unref(tagged);
    return cvips_status(result, "autorot", message);
}
