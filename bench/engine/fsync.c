// Makes every sync of a file take longer, as a disk with no cache of its own would: LD_PRELOAD, and REKEY_FSYNC_US microseconds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_first(void) {
  static int wanted = -1;
  if (wanted < 0) {
    const char *text = getenv("REKEY_FSYNC_US");
    wanted = text ? atoi(text) : 0;
  }
  if (wanted > 0) usleep((useconds_t)wanted);
}

int fsync(int file) {
  static int (*next)(int);
  if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_first();
  return next(file);
}

int fdatasync(int file) {
  static int (*next)(int);
  if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_first();
  return next(file);
}
