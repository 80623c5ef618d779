/*
 * Stands between a process and the C library (LD_PRELOAD) at every call that changes files in one
 * folder: there it counts, kills the process, stops it, or answers with an error in place of the
 * system. `boundaries.py` says what the numbers mean. Not a part of what is shipped.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, KILL, TEAR, STOP, FAIL, FAIL_ON };
enum { OPEN = 1, LOOK = 2, WRITE = 4, SYNC = 8, CUT = 16, NAME = 32, UNLINK = 64, FOLDER = 128,
       MODE = 256 };
enum { FILES = 1024 };

static char under[PATH_MAX];
static char match[NAME_MAX + 1];
static int how = -1, kinds, error, log_fd = -1;
static long at, seen;
static char paths[FILES][PATH_MAX / 8];
static pid_t owner;

void boundary_arm(const char *folder, const char *part, int what, long nth, int which, int code,
                  const char *log)
{
    snprintf(under, sizeof under, "%s", folder);
    snprintf(match, sizeof match, "%s", part);
    log_fd = *log ? (int)syscall(SYS_openat, AT_FDCWD, log,
                                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    at = nth;
    kinds = which;
    error = code;
    seen = 0;
    owner = getpid();
    how = what;
}

__attribute__((constructor)) static void from_environment(void)
{
    const char *said = getenv("BOUNDARY");
    char folder[PATH_MAX], part[NAME_MAX + 1], log[PATH_MAX];
    int what, which, code;
    long nth;
    /* folder|part|how|at|kinds|error|log */
    if (!said)
        return;
    if (sscanf(said, "%[^|]|%[^|]|%d|%ld|%d|%d|%[^\n]", folder, part, &what, &nth, &which, &code,
               log) == 7) {
        unsetenv("BOUNDARY"); /* an editor that is started is not meant */
        boundary_arm(folder, strcmp(part, "*") ? part : "", what, nth, which, code,
                     strcmp(log, "-") ? log : "");
    }
}

static int inside(const char *path)
{
    char full[PATH_MAX];
    if (how < 0 || !path || owner != getpid())
        return 0;
    if (path[0] != '/') {
        char here[PATH_MAX / 2];
        if (!getcwd(here, sizeof here))
            return 0;
        snprintf(full, sizeof full, "%s/%.2000s", here, path);
        path = full;
    }
    if (strncmp(path, under, strlen(under)))
        return 0;
    return !*match || strstr(path, match) != NULL;
}

/* Nonzero: answer with the error. A torn call is told by -1: do half of it, then die. */
static int pass(int kind, const char *call, const char *path)
{
    if (!(kinds & kind))
        return 0;
    seen++;
    if (log_fd >= 0) {
        char line[PATH_MAX];
        int size = snprintf(line, sizeof line, "%s %.3000s\n", call, path);
        syscall(SYS_write, log_fd, line, size);
    }
    if (how == COUNT || seen < at || (how != FAIL_ON && seen > at))
        return 0;
    if (how == KILL || (how == TEAR && kind != WRITE))
        raise(SIGKILL);
    if (how == TEAR)
        return -1;
    if (how == STOP) {
        raise(SIGSTOP);
        return 0;
    }
    return error;
}

#define REAL(type, name, ...)                                                                      \
    static type (*real)(__VA_ARGS__);                                                              \
    if (!real)                                                                                     \
        real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define REFUSE(kind, call, path)                                                                   \
    do {                                                                                           \
        int code = pass(kind, call, path);                                                         \
        if (code > 0) {                                                                            \
            errno = code;                                                                          \
            return -1;                                                                             \
        }                                                                                          \
    } while (0)

static int known(int fd)
{
    return how >= 0 && fd >= 0 && fd < FILES && paths[fd][0] && owner == getpid();
}

static int opened(int fd, const char *path)
{
    if (fd >= 0 && fd < FILES)
        snprintf(paths[fd], sizeof paths[fd], "%.500s", path);
    return fd;
}

#define OPENING(name, before, parameters, ...)                                                     \
    int name parameters                                                                            \
    {                                                                                              \
        REAL(int, #name, before);                                                                  \
        mode_t mode = 0;                                                                           \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                       \
            va_list rest;                                                                          \
            va_start(rest, flags);                                                                 \
            mode = va_arg(rest, mode_t);                                                           \
            va_end(rest);                                                                          \
        }                                                                                          \
        if (!inside(path))                                                                         \
            return real(__VA_ARGS__);                                                              \
        REFUSE((flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)) ? OPEN : LOOK, "open", path);     \
        return opened(real(__VA_ARGS__), path);                                                    \
    }

#define BEFORE const char *, int, ...
OPENING(open, BEFORE, (const char *path, int flags, ...), path, flags, mode)
OPENING(open64, BEFORE, (const char *path, int flags, ...), path, flags, mode)
#undef BEFORE
#define BEFORE int, const char *, int, ...
OPENING(openat, BEFORE, (int folder, const char *path, int flags, ...), folder, path, flags, mode)
OPENING(openat64, BEFORE, (int folder, const char *path, int flags, ...), folder, path, flags, mode)

int close(int fd)
{
    REAL(int, "close", int);
    if (fd >= 0 && fd < FILES)
        paths[fd][0] = 0;
    return real(fd);
}

#define WRITING(name, types, parameters, whole, half)                                              \
    ssize_t name parameters                                                                        \
    {                                                                                              \
        REAL(ssize_t, #name, types);                                                               \
        if (known(fd)) {                                                                           \
            int code = pass(WRITE, #name, paths[fd]);                                              \
            if (code < 0) {                                                                        \
                ssize_t done = half;                                                               \
                (void)done;                                                                        \
                raise(SIGKILL);                                                                    \
            }                                                                                      \
            if (code > 0) {                                                                        \
                errno = code;                                                                      \
                return -1;                                                                         \
            }                                                                                      \
        }                                                                                          \
        return whole;                                                                              \
    }

#define TYPES int, const void *, size_t
WRITING(write, TYPES, (int fd, const void *data, size_t size), real(fd, data, size),
        real(fd, data, size / 2))
#undef TYPES
#define TYPES int, const void *, size_t, off_t
WRITING(pwrite, TYPES, (int fd, const void *data, size_t size, off_t from),
        real(fd, data, size, from), real(fd, data, size / 2, from))
#undef TYPES
#define TYPES int, const void *, size_t, off64_t
WRITING(pwrite64, TYPES, (int fd, const void *data, size_t size, off64_t from),
        real(fd, data, size, from), real(fd, data, size / 2, from))
#undef TYPES
#define TYPES int, int, off_t *, size_t
WRITING(sendfile, TYPES, (int fd, int source, off_t *from, size_t size),
        real(fd, source, from, size), real(fd, source, from, size / 2))
#undef TYPES
#define TYPES int, int, off64_t *, size_t
WRITING(sendfile64, TYPES, (int fd, int source, off64_t *from, size_t size),
        real(fd, source, from, size), real(fd, source, from, size / 2))
#undef TYPES

#define ON_FILE(name, kind, types, parameters, ...)                                                \
    int name parameters                                                                            \
    {                                                                                              \
        REAL(int, #name, types);                                                                   \
        if (known(fd))                                                                             \
            REFUSE(kind, #name, paths[fd]);                                                        \
        return real(__VA_ARGS__);                                                                  \
    }

ON_FILE(fsync, SYNC, int, (int fd), fd)
ON_FILE(fdatasync, SYNC, int, (int fd), fd)
#define TYPES int, off_t
ON_FILE(ftruncate, CUT, TYPES, (int fd, off_t size), fd, size)
#undef TYPES
#define TYPES int, off64_t
ON_FILE(ftruncate64, CUT, TYPES, (int fd, off64_t size), fd, size)
#undef TYPES
#define TYPES int, mode_t
ON_FILE(fchmod, MODE, TYPES, (int fd, mode_t mode), fd, mode)
#undef TYPES

#define ON_NAME(name, kind, types, parameters, path, ...)                                          \
    int name parameters                                                                            \
    {                                                                                              \
        REAL(int, #name, types);                                                                   \
        if (inside(path))                                                                          \
            REFUSE(kind, #name, path);                                                             \
        return real(__VA_ARGS__);                                                                  \
    }

#define TYPES const char *, const char *
ON_NAME(rename, NAME, TYPES, (const char *old, const char *new), new, old, new)
ON_NAME(link, NAME, TYPES, (const char *old, const char *new), new, old, new)
#undef TYPES
#define TYPES const char *
ON_NAME(unlink, UNLINK, TYPES, (const char *path), path, path)
ON_NAME(rmdir, UNLINK, TYPES, (const char *path), path, path)
#undef TYPES
#define TYPES int, const char *, int
ON_NAME(unlinkat, UNLINK, TYPES, (int folder, const char *path, int flags), path, folder, path,
        flags)
#undef TYPES
#define TYPES const char *, mode_t
ON_NAME(mkdir, FOLDER, TYPES, (const char *path, mode_t mode), path, path, mode)
ON_NAME(chmod, MODE, TYPES, (const char *path, mode_t mode), path, path, mode)
#undef TYPES
