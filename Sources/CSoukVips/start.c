#include "support.h"

// Orc made vector code for libvips before 8.15; since then Highway does.
#define USES_ORC (VIPS_MAJOR_VERSION == 8 && VIPS_MINOR_VERSION < 15)
#if USES_ORC
#include <vips/vector.h>
#endif

static void keep_silent(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer user) {
    (void)domain, (void)level, (void)text, (void)user;
}

static int start_once(void) {
    // Damaged photos are daily business: their verdicts tell, not the terminal.
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG,
                      keep_silent, NULL);
    // Whatever does not fit a stream stays in memory: decoded photos never reach the system's temporary folder.
    g_setenv("VIPS_DISC_THRESHOLD", "1000g", FALSE);
    if (vips_init("souk") != 0) return -1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
#if USES_ORC
    // Every resize compiles code of its own and frees it afterwards. Orc 0.4.33 (Debian 12) crashes when
    // one thread frees code while another compiles, and compiling costs more than a photo gains.
    vips_vector_set_enabled(FALSE);
#endif
    vips_block_untrusted_set(TRUE);
    // Souk draws its own figures as SVG; photos never reach this loader.
    vips_operation_block_set("VipsForeignLoadSvgBuffer", FALSE);
    return 0;
}

int cvips_start(char **message) {
    static gsize started = 0;
    static int result = 0;
    if (g_once_init_enter(&started)) {
        result = start_once();
        g_once_init_leave(&started, 1);
    }
    return cvips_status(result, "libvips did not start", message);
}

int cvips_fail(const char *fallback, char **message) {
    char *text = vips_error_buffer_copy();
    g_strchomp(text);
    if (text[0] == '\0') {
        g_free(text);
        text = g_strdup(fallback);
    }
    g_strdelimit(text, "\n\r", ' ');
    *message = text;
    return -1;
}

void cvips_free(void *memory) { g_free(memory); }

void cvips_release(CVipsImage *image) { g_object_unref(image); }
