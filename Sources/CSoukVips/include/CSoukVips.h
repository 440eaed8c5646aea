// The narrow bridge to libvips (pictures) and GLib (checksums).
//
// libvips' own C interface is variadic, which Swift cannot call. The rules here:
// - a handle is opaque and owned by the caller, who frees it with `cvips_release`;
// - inputs are borrowed, outputs are owned; bytes given to `cvips_open`, `cvips_open_svg` and
//   `cvips_wrap` must outlive every picture made from them, because decoding is lazy;
// - every function that can fail returns 0 or -1 and sets `*message` to text that the caller frees
//   with `cvips_free`. libvips keeps its messages in one buffer for the whole process, so when
//   several threads fail at once a message may speak of another thread's picture: good enough for
//   people, not for decisions;
// - every function may be called from any thread; a handle is used by one thread at a time.
#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _VipsImage CVipsImage;

typedef enum {
    CVIPS_JPEG,
    CVIPS_PNG,
    CVIPS_WEBP,
    CVIPS_GIF,
    CVIPS_TIFF,
    CVIPS_HEIF,
} CVipsFormat;

/// When a decoder gives up.
typedef enum {
    /// Never: what cannot be read stays as the decoder leaves it.
    CVIPS_TOLERANT,
    /// At the place where the file ends too early.
    CVIPS_UNTIL_TRUNCATED,
    /// At the first warning.
    CVIPS_STRICT,
} CVipsTolerance;

typedef enum { CVIPS_GREY, CVIPS_RGB, CVIPS_CMYK, CVIPS_OTHER_COLOURS } CVipsColours;

typedef enum {
    /// None, or one that calls itself sRGB: nothing to convert.
    CVIPS_NO_PROFILE,
    CVIPS_FOREIGN_PROFILE,
    /// Broken, or for another number of channels.
    CVIPS_UNUSABLE_PROFILE,
} CVipsProfile;

typedef struct {
    int width;
    int height;
    int bands;
    int has_alpha;
    /// Bits a sample as decoded: 8, 16, or 32 and more for floating point.
    int bits;
    CVipsColours colours;
    /// EXIF orientation, 1 to 8; 1 when absent.
    int orientation;
    /// Frames or pages in the file, at least 1.
    int pages;
    CVipsProfile profile;
} CVipsInfo;

/// Starts libvips once for the process: one thread a picture (photos are the unit of parallel work),
/// no cache of operations, loaders that are not fuzzed blocked, warnings silent.
int cvips_start(char **message);
void cvips_free(void *memory);
void cvips_release(CVipsImage *image);

/// Whether this build of libvips reads a format.
int cvips_reads(CVipsFormat format);

/// The scans of a JPEG, counted by their markers without decoding, until there are more than `limit`.
int cvips_jpeg_scans(const void *bytes, size_t length, int limit);

/// Whether zlib data is whole and unpacks to at most `limit` bytes; no more than that is unpacked to find out.
int cvips_inflates_within(const void *bytes, size_t length, size_t limit);

/// Opens the first frame of an encoded photo with exactly the decoder of `format`; reads the header only.
/// `shrink` decodes JPEG (1, 2, 4, 8) and WebP (any) at a fraction of its size; other formats ignore it.
int cvips_open(const void *bytes, size_t length, CVipsFormat format, int shrink, CVipsTolerance tolerance,
               CVipsImage **out, char **message);
/// Opens an SVG drawing at `scale` times its own size. For Souk's own drawings, not for photos.
int cvips_open_svg(const void *bytes, size_t length, double scale, CVipsImage **out, char **message);
/// A picture over interleaved 8-bit RGB samples, shape [height, width, 3].
int cvips_wrap(const void *samples, int width, int height, CVipsImage **out, char **message);

void cvips_info(CVipsImage *image, CVipsInfo *out);

/// Alpha away, over white.
int cvips_flatten(CVipsImage *image, CVipsImage **out, char **message);
int cvips_crop(CVipsImage *image, int left, int top, int width, int height, CVipsImage **out, char **message);
/// Smaller by a whole factor, each sample the mean of factor x factor.
int cvips_shrink(CVipsImage *image, int factor, CVipsImage **out, char **message);
/// 3 bands of 8-bit sRGB; `use_profile` converts by the embedded profile (CMYK always by a profile).
int cvips_to_srgb(CVipsImage *image, int use_profile, CVipsImage **out, char **message);
/// Turned and mirrored from a stored EXIF orientation (1 to 8) to upright; needs random access, so not
/// straight on an opened file.
int cvips_turn(CVipsImage *image, int orientation, CVipsImage **out, char **message);

/// Resamples interleaved 8-bit RGB, shape [height, width, 3], with the Lanczos kernel of 3 lobes, widened
/// where the picture shrinks. (libvips 8.14 needs five times as long for pictures of this size.)
void cvips_resample(const uint8_t *samples, int width, int height, uint8_t *out, int wanted_width,
                    int wanted_height);

/// Computes the picture in the calling thread from top to bottom, `strip` rows at a time, into `samples`,
/// which has room for width x height x bands 8-bit samples. `*rows` says how many rows are good, also on
/// failure: a strip that fails is lost as a whole.
int cvips_read(CVipsImage *image, int strip, uint8_t *samples, size_t capacity, int *rows, char **message);

/// Encodes 8-bit pictures, without metadata. `*bytes` is freed with `cvips_free`.
int cvips_write_jpeg(CVipsImage *image, int quality, void **bytes, size_t *length, char **message);
int cvips_write_png(CVipsImage *image, void **bytes, size_t *length, char **message);

#ifdef __cplusplus
}
#endif

#endif
