#ifndef CFAULTYDISK_H
#define CFAULTYDISK_H

#include <stddef.h>
#include <stdint.h>

/// The calls by which a program changes a disk. A program that links this file has them pass through here, whoever
/// makes them: its own code, Foundation, SQLite, hnswlib. Linux only.
typedef enum {
    DiskOpen,
    DiskClose,
    DiskWrite,
    DiskTruncate,
    DiskSync,
    DiskRename,
    DiskUnlink,
    DiskMakeFolder,
    DiskRemoveFolder
} DiskCallKind;

typedef struct {
    DiskCallKind kind;
    /// -1 for calls by name.
    int descriptor;
    /// NULL for calls by descriptor.
    const char *path;
    /// The new name of a rename.
    const char *target;
    /// Of a write; the new length of a truncation.
    int64_t offset;
    const void *bytes;
    size_t count;
    /// Of an open.
    int flags;
} DiskCall;

/// Looks at a call before it is made: 0 lets it through, an `errno` makes it fail with that, and below 0 is how many
/// bytes of a write are written, negated.
typedef int (*DiskJudge)(const DiskCall *call);

/// Is told of a call that was made: `count` is what was written, and `result` is 0 or its `errno`.
typedef void (*DiskWitness)(const DiskCall *call, int result);

/// Watches the calls below a folder from now on, one at a time; NULL watches nothing. Files that are open stay
/// watched until they are closed.
void disk_watch(const char *root, DiskJudge judge, DiskWitness witness);

#endif
