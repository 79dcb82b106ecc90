#ifndef CBENCHMARKS_H
#define CBENCHMARKS_H

#include <stdbool.h>
#include <stdint.h>

// Heap allocations of the whole process, counted while counting is on.

struct cbenchmarks_allocations {
  int64_t count;
  int64_t bytes; // as asked for
};

void cbenchmarks_count_allocations(bool on);
struct cbenchmarks_allocations cbenchmarks_allocations(void);

// The bytes of the heap that are in use.
int64_t cbenchmarks_bytes_in_use(void);

// The callback that all cases submit. It counts its calls, each thread in a cell of its own: a counter
// that threads share would be most of what is measured.

void cbenchmarks_callback(void *context, bool cancelled);

// How often it has returned, on all threads together.
int64_t cbenchmarks_callbacks(void);

// Keeps the main thread, and those it starts, on the first processor, and all others off it from their
// first callback on; or lets go of them again. Otherwise the system puts a producer and its consumer on
// one processor in some runs and on two in others, and figures of the same program differ threefold.
void cbenchmarks_separate_threads(bool on);

// A queue of the C interface, both of its ports manual, and what is done with it from C.

struct cbenchmarks_queue;
struct cbenchmarks_queue *cbenchmarks_open_queue(void);
void cbenchmarks_close_queue(struct cbenchmarks_queue *queue);
void cbenchmarks_submit_and_dispatch(struct cbenchmarks_queue *queue, int64_t times);
void cbenchmarks_dispatch(struct cbenchmarks_queue *queue, int64_t times);
void cbenchmarks_duplicate_and_close(struct cbenchmarks_queue *queue, int64_t times);
struct XTaskQueueObject *cbenchmarks_handle(const struct cbenchmarks_queue *queue);

// Asynchronous calls on the queue: whose end is looked at, with a callback, with a result of eight bytes.
void cbenchmarks_run(struct cbenchmarks_queue *queue, int64_t times);
void cbenchmarks_run_with_callback(struct cbenchmarks_queue *queue, int64_t times);
void cbenchmarks_provide(struct cbenchmarks_queue *queue, int64_t times);

// A short wait that leaves the core's other half its share.
static inline void cbenchmarks_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Runs what is on libdispatch's main queue, on the main thread, which no other thread does from then on.
void cbenchmarks_run_main_queue(void);

#endif
