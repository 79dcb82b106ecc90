// The allocating functions of the C library, taken over by this program so that they can be counted.
// The sanitizers take them over, too; then nothing is counted.

#include <malloc.h>
#include "CBenchmarks.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic bool counting;
static _Atomic int64_t count;
static _Atomic int64_t bytes;

void cbenchmarks_count_allocations(bool on) {
  atomic_store_explicit(&counting, on, memory_order_relaxed);
}

struct cbenchmarks_allocations cbenchmarks_allocations(void) {
  struct cbenchmarks_allocations result = {
      atomic_load_explicit(&count, memory_order_relaxed),
      atomic_load_explicit(&bytes, memory_order_relaxed),
  };
  return result;
}

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static inline void note(size_t size) {
  if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
  atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, (int64_t)size, memory_order_relaxed);
}

void *malloc(size_t size) {
  note(size);
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note(number * size);
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  note(size);
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  note(size);
  void *memory = __libc_memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

#endif

int64_t cbenchmarks_bytes_in_use(void) {
  struct mallinfo2 info = mallinfo2();
  return (int64_t)(info.uordblks + info.hblkhd);
}
