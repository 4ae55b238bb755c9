/* Put before the C library: counts the calls by which a process changes the disk, and at the chosen one kills the
 * process or lets the call fail. Armed from Python: fault_arm(which, reason, whether it goes on failing). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long which = 0, seen = 0;
static int reason = 0, goes_on = 0;

void fault_arm(long at, int why, int on) { which = at; reason = why; goes_on = on; seen = 0; }
long fault_seen(void) { return seen; }

static int fails(void) {
    if (!which) return 0;
    seen++;
    if (seen < which || (seen > which && !goes_on)) return 0;
    if (!reason) kill(getpid(), SIGKILL);
    errno = reason;
    return 1;
}

static int on_disk(int fd) {
    struct stat about;
    return which && !fstat(fd, &about) && (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode));
}


ssize_t write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return on_disk(fd) && fails() ? -1 : real(fd, data, size);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return on_disk(fd) && fails() ? -1 : real(fd, data, size, at);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

#define ON_HANDLE(name)                                          \
    int name(int fd) {                                           \
        static int (*real)(int);                                 \
        if (!real) real = dlsym(RTLD_NEXT, #name);               \
        return on_disk(fd) && fails() ? -1 : real(fd);           \
    }
ON_HANDLE(fsync)
ON_HANDLE(fdatasync)

#define ON_PATH(name)                                            \
    int name(const char *path) {                                 \
        static int (*real)(const char *);                        \
        if (!real) real = dlsym(RTLD_NEXT, #name);               \
        return fails() ? -1 : real(path);                        \
    }
ON_PATH(unlink)
ON_PATH(rmdir)

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    return fails() ? -1 : real(from, to);
}
int mkdir(const char *path, mode_t mode) {
    static int (*real)(const char *, mode_t);
    if (!real) real = dlsym(RTLD_NEXT, "mkdir");
    return fails() ? -1 : real(path, mode);
}
int ftruncate64(int fd, off64_t size) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    return on_disk(fd) && fails() ? -1 : real(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

#define OPENING(name)                                            \
    int name(const char *path, int flags, ...) {                 \
        static int (*real)(const char *, int, ...);              \
        va_list rest;                                            \
        va_start(rest, flags);                                   \
        mode_t mode = va_arg(rest, mode_t);                      \
        va_end(rest);                                            \
        if (!real) real = dlsym(RTLD_NEXT, #name);               \
        return (flags & O_CREAT) && fails() ? -1 : real(path, flags, mode); \
    }
OPENING(open)
OPENING(open64)
