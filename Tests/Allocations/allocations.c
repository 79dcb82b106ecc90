// Preloaded into a game, counts its heap allocations, and writes at its end how many they were into the file that
// ALLOCATIONS names: those of the game and of Swift's libraries, without what SDL, the display's library or the
// C library allocate for themselves.

#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

/// Where the code is whose allocations are counted.
static struct {
  uintptr_t begin, end;
} code[64];
static int parts;
static atomic_long count;

static int add(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size, (void)unused;
  // The program itself has no name here.
  bool isCounted = !*object->dlpi_name || strstr(object->dlpi_name, "libswift") ||
                   strstr(object->dlpi_name, "libFoundation");
  for (int i = 0; isCounted && i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || parts == 64) continue;
    code[parts].begin = object->dlpi_addr + part->p_vaddr;
    code[parts].end = code[parts].begin + part->p_memsz;
    parts++;
  }
  return 0;
}

static pid_t game;

__attribute__((constructor)) static void begin(void) {
  dl_iterate_phdr(add, NULL);
  // Programs that the game's libraries start are not the game.
  unsetenv("LD_PRELOAD");
  game = getpid();
}

static inline void note(void *caller) {
  for (int i = 0; i < parts; i++) {
    if ((uintptr_t)caller >= code[i].begin && (uintptr_t)caller < code[i].end) {
      atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
      return;
    }
  }
}

#define NOTE note(__builtin_return_address(0))

void *malloc(size_t size) {
  NOTE;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  NOTE;
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  NOTE;
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  NOTE;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  NOTE;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  NOTE;
  void *memory = __libc_memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

__attribute__((destructor)) static void end(void) {
  long total = atomic_load(&count);
  if (getpid() != game) return;
  const char *path = getenv("ALLOCATIONS");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", total);
  fclose(file);
}
