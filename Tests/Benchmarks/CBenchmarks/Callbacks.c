#define _GNU_SOURCE
#include "CBenchmarks.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { most_threads = 4096 };

struct cell {
  _Alignas(64) _Atomic int64_t calls; // written by one thread only
  _Atomic pid_t thread;         // 0 once it has ended
};

static struct cell cells[most_threads];
static _Atomic int used;
static _Thread_local struct cell *mine;

static cpu_set_t all;
static cpu_set_t first;
static cpu_set_t all_but_first;
static _Atomic bool separated;

static pthread_key_t at_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The number of a thread that has ended may belong to another program's.
static void ended(void *cell) { atomic_store(&((struct cell *)cell)->thread, 0); }
static void make_key(void) { pthread_key_create(&at_end, ended); }

static void place(pid_t thread, const cpu_set_t *processors) {
  if (thread != 0) sched_setaffinity(thread, sizeof *processors, processors);
}

void cbenchmarks_separate_threads(bool on) {
  if (on == atomic_load(&separated)) return;
  if (on) {
    if (sched_getaffinity(0, sizeof all, &all) != 0 || CPU_COUNT(&all) < 2) return;
    int processor = 0;
    while (!CPU_ISSET(processor, &all)) ++processor;
    CPU_ZERO(&first);
    CPU_SET(processor, &first);
    all_but_first = all;
    CPU_CLR(processor, &all_but_first);
  }
  atomic_store(&separated, on);
  for (int i = 0; i < most_threads; ++i)
    place(atomic_load(&cells[i].thread), on ? &all_but_first : &all);
  place(getpid(), on ? &first : &all);
}

static struct cell *claim(void) {
  int index = atomic_fetch_add_explicit(&used, 1, memory_order_relaxed);
  if (index >= most_threads) {
    fputs("more threads have run callbacks than are counted: ask for fewer repetitions\n", stderr);
    abort();
  }
  pthread_once(&once, make_key);
  pthread_setspecific(at_end, &cells[index]);
  atomic_store(&cells[index].thread, gettid());
  if (atomic_load(&separated) && gettid() != getpid()) place(gettid(), &all_but_first);
  return &cells[index];
}

void cbenchmarks_callback(void *context, bool cancelled) {
  (void)context;
  (void)cancelled;
  if (!mine) mine = claim();
  int64_t calls = atomic_load_explicit(&mine->calls, memory_order_relaxed);
  atomic_store_explicit(&mine->calls, calls + 1, memory_order_relaxed);
}

int64_t cbenchmarks_callbacks(void) {
  int64_t sum = 0;
  int count = atomic_load_explicit(&used, memory_order_relaxed);
  for (int i = 0; i < count && i < most_threads; ++i)
    sum += atomic_load_explicit(&cells[i].calls, memory_order_relaxed);
  return sum;
}
