// SPDX-License-Identifier: Apache-2.0
// Preloaded into the agent to make its n-th step fail (TETHERLAB_FAIL_AT=n, from 1). Steps are what it
// changes the system with: mkdir, symlink and opening for writing in configfs and sysfs, and starting a
// program. All others go through.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>

namespace {

// The function that this library stands in front of.
template <typename Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool step_fails() {
    static const char* const kWanted = getenv("TETHERLAB_FAIL_AT");
    static const int kFailing = kWanted == nullptr ? 0 : atoi(kWanted);
    static std::atomic<int> done = 0;
    return ++done == kFailing;
}

bool is_step(const char* path) {
    return strncmp(path, "/sys/", 5) == 0;
}

bool path_fails(const char* path) {
    if (!is_step(path) || !step_fails()) return false;
    errno = EIO;
    return true;
}

}  // namespace

extern "C" {

int mkdir(const char* path, mode_t mode) {
    return path_fails(path) ? -1 : real<int(const char*, mode_t)>("mkdir")(path, mode);
}

int symlink(const char* target, const char* path) {
    return path_fails(path) ? -1 : real<int(const char*, const char*)>("symlink")(target, path);
}

FILE* fopen(const char* path, const char* mode) {
    if (mode[0] == 'w' && path_fails(path)) return nullptr;
    return real<FILE*(const char*, const char*)>("fopen")(path, mode);
}

int open(const char* path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if ((flags & O_ACCMODE) != O_RDONLY && path_fails(path)) return -1;
    return real<int(const char*, int, ...)>("open")(path, flags, mode);
}

pid_t fork() {
    if (step_fails()) {
        errno = EAGAIN;
        return -1;
    }
    return real<pid_t()>("fork")();
}

}  // extern "C"
