#define _GNU_SOURCE
#include "CFaultyDisk.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 65536 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static size_t root_length;
static DiskJudge judge;
static DiskWitness witness;
static bool is_watched[MOST_DESCRIPTORS];
/// What judge and witness do themselves is not watched.
static __thread bool is_inside;

void disk_watch(const char *folder, DiskJudge new_judge, DiskWitness new_witness) {
    pthread_mutex_lock(&turn);
    root_length = folder ? strlen(folder) : 0;
    memcpy(root, folder ? folder : "", root_length + 1);
    judge = new_judge;
    witness = new_witness;
    pthread_mutex_unlock(&turn);
}

static bool lies_below(const char *path) {
    return root_length > 0 && !is_inside && strncmp(path, root, root_length) == 0
        && (path[root_length] == '/' || path[root_length] == 0);
}

static bool watches(int descriptor) {
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS && is_watched[descriptor] && !is_inside;
}

static int ask(const DiskCall *call) {
    is_inside = true;
    int verdict = judge ? judge(call) : 0;
    is_inside = false;
    return verdict;
}

static void tell(const DiskCall *call, int result) {
    is_inside = true;
    if (witness) witness(call, result);
    is_inside = false;
}

static int answer(long result) {
    if (result >= 0) return (int)result;
    return -1;
}

/// Makes a call by name, or lets it fail.
#define BY_NAME(name, call_of_kind, made)                                                                              \
    if (!lies_below(name)) return answer(made);                                                                        \
    pthread_mutex_lock(&turn);                                                                                         \
    DiskCall call = call_of_kind;                                                                                      \
    int fault = ask(&call);                                                                                            \
    long result = -1;                                                                                                  \
    if (fault > 0) {                                                                                                   \
        errno = fault;                                                                                                 \
    } else {                                                                                                           \
        result = made;                                                                                                 \
    }                                                                                                                  \
    int code = result < 0 ? errno : 0;                                                                                 \
    if (call.kind == DiskOpen) call.descriptor = (int)result;                                                          \
    if (call.kind == DiskOpen && result >= 0 && result < MOST_DESCRIPTORS) is_watched[result] = true;                  \
    if (code == 0) tell(&call, 0);                                                                                     \
    pthread_mutex_unlock(&turn);                                                                                       \
    errno = code;                                                                                                      \
    return answer(result);

static int open_file(const char *path, int flags, mode_t mode) {
    BY_NAME(path, ((DiskCall){.kind = DiskOpen, .descriptor = -1, .path = path, .flags = flags}),
            syscall(SYS_openat, AT_FDCWD, path, flags, mode))
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open_file(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open_file(path, flags, mode);
}

int mkstemp(char *template) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    size_t length = strlen(template);
    if (length < 6) {
        errno = EINVAL;
        return -1;
    }
    for (int attempt = 0; attempt < 100; attempt++) {
        unsigned char random[6];
        if (syscall(SYS_getrandom, random, sizeof random, 0) != sizeof random) return -1;
        for (int place = 0; place < 6; place++) template[length - 6 + place] = letters[random[place] & 31];
        int descriptor = open_file(template, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

int close(int descriptor) {
    if (!watches(descriptor)) return answer(syscall(SYS_close, descriptor));
    pthread_mutex_lock(&turn);
    DiskCall call = {.kind = DiskClose, .descriptor = descriptor};
    is_watched[descriptor] = false;
    tell(&call, 0);
    int result = answer(syscall(SYS_close, descriptor));
    pthread_mutex_unlock(&turn);
    return result;
}

static ssize_t write_at(int descriptor, const void *bytes, size_t count, bool has_offset, off_t offset) {
    if (!watches(descriptor)) {
        return has_offset ? syscall(SYS_pwrite64, descriptor, bytes, count, offset)
                          : syscall(SYS_write, descriptor, bytes, count);
    }
    pthread_mutex_lock(&turn);
    off_t place = has_offset ? offset : syscall(SYS_lseek, descriptor, 0, SEEK_CUR);
    DiskCall call = {.kind = DiskWrite, .descriptor = descriptor, .offset = place, .bytes = bytes, .count = count};
    int fault = ask(&call);
    ssize_t result = -1;
    if (fault > 0) {
        errno = fault;
    } else {
        size_t length = fault < 0 && (size_t)-fault < count ? (size_t)-fault : count;
        result = has_offset ? syscall(SYS_pwrite64, descriptor, bytes, length, offset)
                            : syscall(SYS_write, descriptor, bytes, length);
    }
    int code = errno;
    if (result > 0) {
        call.count = (size_t)result;
        tell(&call, 0);
    }
    pthread_mutex_unlock(&turn);
    errno = code;
    return result;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    return write_at(descriptor, bytes, count, false, 0);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return write_at(descriptor, bytes, count, true, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return write_at(descriptor, bytes, count, true, offset);
}

static int by_descriptor(DiskCallKind kind, int descriptor, off_t length) {
    bool is_sync = kind == DiskSync;
    if (!watches(descriptor)) {
        return answer(is_sync ? syscall(SYS_fsync, descriptor) : syscall(SYS_ftruncate, descriptor, length));
    }
    pthread_mutex_lock(&turn);
    DiskCall call = {.kind = kind, .descriptor = descriptor, .offset = length};
    int fault = ask(&call);
    // Only the witness knows what is on the disk: nothing needs to be put there.
    long result = fault > 0 ? -1 : is_sync ? 0 : syscall(SYS_ftruncate, descriptor, length);
    int code = fault > 0 ? fault : result < 0 ? errno : 0;
    if (code == 0 || is_sync) tell(&call, code);
    pthread_mutex_unlock(&turn);
    errno = code;
    return code == 0 ? 0 : -1;
}

int ftruncate(int descriptor, off_t length) { return by_descriptor(DiskTruncate, descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return by_descriptor(DiskTruncate, descriptor, length); }
int fsync(int descriptor) { return by_descriptor(DiskSync, descriptor, 0); }
int fdatasync(int descriptor) { return by_descriptor(DiskSync, descriptor, 0); }

int rename(const char *path, const char *target) {
    BY_NAME(path, ((DiskCall){.kind = DiskRename, .descriptor = -1, .path = path, .target = target}),
            syscall(SYS_rename, path, target))
}

int renameat(int from, const char *path, int to, const char *target) {
    if (from == AT_FDCWD && to == AT_FDCWD) return rename(path, target);
    return answer(syscall(SYS_renameat, from, path, to, target));
}

int unlink(const char *path) {
    BY_NAME(path, ((DiskCall){.kind = DiskUnlink, .descriptor = -1, .path = path}), syscall(SYS_unlink, path))
}

int rmdir(const char *path) {
    BY_NAME(path, ((DiskCall){.kind = DiskRemoveFolder, .descriptor = -1, .path = path}), syscall(SYS_rmdir, path))
}

int mkdir(const char *path, mode_t mode) {
    BY_NAME(path, ((DiskCall){.kind = DiskMakeFolder, .descriptor = -1, .path = path}), syscall(SYS_mkdir, path, mode))
}

/// Whoever calls these below the root would escape the simulation, so that they do not work there.
int link(const char *path, const char *target) {
    if (!lies_below(target)) return answer(syscall(SYS_link, path, target));
    errno = EPERM;
    return -1;
}

ssize_t sendfile(int target, int source, off_t *offset, size_t count) {
    if (!watches(target)) return syscall(SYS_sendfile, target, source, offset, count);
    errno = EINVAL;
    return -1;
}

ssize_t copy_file_range(int source, off64_t *from, int target, off64_t *to, size_t count, unsigned flags) {
    if (!watches(target)) return syscall(SYS_copy_file_range, source, from, target, to, count, flags);
    errno = EINVAL;
    return -1;
}
#else
void disk_watch(const char *folder, DiskJudge judge, DiskWitness witness) {}
#endif
