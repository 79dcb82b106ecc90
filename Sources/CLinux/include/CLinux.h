// The calls of Linux that Swift cannot import: macros, variadic functions, thread-local variables.

#ifndef CLINUX_H
#define CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/// Nanoseconds of CLOCK_MONOTONIC.
static inline int64_t clinux_monotonic_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/// Sleeps until an instant of CLOCK_MONOTONIC; a signal may end the sleep early.
static inline void clinux_sleep_until(int64_t nanoseconds) {
  struct timespec t = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, 0);
}

/// Names the calling thread, as top and gdb show it. Linux keeps the first 15 bytes.
static inline void clinux_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

/// Has the calling thread, not its process, yield processors to others: so many steps nicer than it was.
void clinux_be_nicer(int steps);

/// How nice the calling thread is.
int clinux_niceness(void);

/// Asks for the calling thread's timed sleeps to end as exactly as the kernel can, not up to 50 µs late.
static inline void clinux_set_exact_sleep(void) { prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0); }

/// The processors this process may use, at least one.
static inline int clinux_processor_count(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? count : 1;
}

/// The innermost callback that the calling thread is running: a pointer that TaskQueues owns.
extern __thread void *clinux_current_callback __attribute__((tls_model("initial-exec")));
static inline void *clinux_get_current_callback(void) { return clinux_current_callback; }
static inline void clinux_set_current_callback(void *callback) { clinux_current_callback = callback; }

/// How deep the calling thread is in callbacks of immediate ports that were submitted inside of others, and
/// what was submitted too deep: a pointer that TaskQueues owns.
typedef struct {
  unsigned depth;
  void *deferred;
} clinux_nesting;
extern __thread clinux_nesting clinux_nesting_of_thread __attribute__((tls_model("initial-exec")));
static inline clinux_nesting *clinux_get_nesting(void) { return &clinux_nesting_of_thread; }

/// The innermost function of an async call that the calling thread is running, likewise.
extern __thread void *clinux_current_operation __attribute__((tls_model("initial-exec")));
static inline void *clinux_get_current_operation(void) { return clinux_current_operation; }
static inline void clinux_set_current_operation(void *operation) {
  clinux_current_operation = operation;
}

/// The turn of an actor that the calling thread drains a port in: a pointer that TaskQueues owns.
extern __thread void *clinux_current_turn __attribute__((tls_model("initial-exec")));
static inline void *clinux_get_current_turn(void) { return clinux_current_turn; }
static inline void clinux_set_current_turn(void *turn) { clinux_current_turn = turn; }

/// Where the calling thread writes down whose code it calls, if anybody asks: a pointer that TaskQueues owns.
extern __thread void *clinux_code_trail __attribute__((tls_model("initial-exec")));
static inline void *clinux_get_code_trail(void) { return clinux_code_trail; }
static inline void clinux_set_code_trail(void *trail) { clinux_code_trail = trail; }

/// What lies behind the header of an object, whatever that is: the allocator's next two words can be read behind
/// the smallest one, too. The sanitizers are not asked.
uintptr_t clinux_word_in(const void *object, unsigned index);

/// Whether the calling thread may only do what costs the same each time.
extern __thread _Bool clinux_time_sensitive __attribute__((tls_model("initial-exec")));
static inline _Bool clinux_is_time_sensitive(void) { return clinux_time_sensitive; }
static inline void clinux_set_time_sensitive(_Bool is) { clinux_time_sensitive = is; }

/// Whether the calling thread serves all queues of the process and runs nobody's callbacks.
extern __thread _Bool clinux_service_thread __attribute__((tls_model("initial-exec")));
static inline _Bool clinux_is_service_thread(void) { return clinux_service_thread; }
static inline void clinux_set_service_thread(void) { clinux_service_thread = 1; }

/// Writes to standard error, as a whole.
static inline void clinux_say(const char *message) {
  if (write(STDERR_FILENO, message, strlen(message)) < 0) return;
}

/// Tells the processor that this is a loop that waits for another thread.
static inline void clinux_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("isb" ::: "memory");
#endif
}

/// Lets another thread have the processor.
static inline void clinux_yield(void) { sched_yield(); }

/// Sleeps while a word has a value, until it is woken. May wake without a cause.
static inline void clinux_futex_wait(const void *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, (void *)0, (void *)0, 0);
}

/// As clinux_futex_wait, until an instant of CLOCK_MONOTONIC at the latest.
static inline void clinux_futex_wait_until(const void *word, uint32_t value, int64_t nanoseconds) {
  struct timespec t = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, value, &t, (void *)0,
          FUTEX_BITSET_MATCH_ANY);
}

/// Wakes one thread that sleeps on a word.
static inline void clinux_futex_wake_one(const void *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, (void *)0, (void *)0, 0);
}

/// Wakes all threads that sleep on a word.
static inline void clinux_futex_wake_all(const void *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, (void *)0, (void *)0, 0);
}

// Descriptors. What fails returns the error number, negative. (Their headers stay out of this one: under
// _GNU_SOURCE they define types unlike Swift's Glibc does.)

/// Another descriptor for the same open file.
int clinux_duplicate(int descriptor);
int clinux_make_nonblocking(int descriptor);

/// A counter that is readable while it is not zero.
int clinux_eventfd(unsigned count);
/// A timer of CLOCK_MONOTONIC that is readable once it has run down.
int clinux_timerfd(void);
/// Has a timer run down once, after a time that is not zero.
int clinux_set_timerfd(int descriptor, int64_t nanoseconds);
/// Reads the counter of an eventfd or timerfd and thereby sets it to zero.
int clinux_read_counter(int descriptor);
/// Adds one to the counter of an eventfd.
int clinux_add_to_counter(int descriptor);

enum { clinux_readable = 1, clinux_writable = 4, clinux_broken = 8 | 16 };

int clinux_epoll(void);
/// Watches a descriptor until it is ready once.
int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
/// Watches a descriptor again that has been ready.
int clinux_epoll_rearm(int epoll, int descriptor, uint32_t events, uint64_t token);
int clinux_epoll_remove(int epoll, int descriptor);
/// Waits until one descriptor is ready; returns 1 then.
int clinux_epoll_wait(int epoll, uint32_t *events, uint64_t *token);

// Signals.

/// Has each of SIGINT, SIGTERM and SIGHUP ask the program to end when it comes for the first time: a second one ends
/// it, as ever. What the program was started to ignore stays ignored.
void clinux_catch_end_signals(void);
/// Whether the program was asked to end since clinux_take_end_signal was called.
_Bool clinux_has_end_signal(void);
/// Likewise, and forgets it.
_Bool clinux_take_end_signal(void);

// Changes of files.

enum {
  clinux_file_written = 0x8 | 0x80,
  clinux_watch_ended = 0x8000,
  clinux_changes_lost = 0x4000,
  clinux_is_folder = 0x40000000,
};

/// A descriptor that is readable while something has changed; reading it does not wait.
int clinux_inotify(void);
/// Watches the files of a folder being written or renamed into it, and folders coming into it; returns the watch's
/// number, the same one for a folder that is watched already.
int clinux_inotify_watch(int inotify, const char *folder);
/// Tells all that has changed, in order. What has no name has "".
void clinux_inotify_read(int inotify, void *context,
                         void (*tell)(void *context, int watch, uint32_t what, const char *name));

#endif
