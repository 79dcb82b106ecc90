#include "CLinux.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/timerfd.h>

__thread void *clinux_current_callback;
__thread clinux_nesting clinux_nesting_of_thread;
__thread void *clinux_current_operation;
__thread void *clinux_current_turn;
__thread void *clinux_code_trail;
__thread _Bool clinux_time_sensitive;
__thread _Bool clinux_service_thread;

__attribute__((no_sanitize("address", "thread"), noinline)) uintptr_t clinux_word_in(
    const void *object, unsigned index) {
  return ((const volatile uintptr_t *)object)[2 + index];
}

int clinux_niceness(void) { return getpriority(PRIO_PROCESS, 0); }

// In Linux a process here is a thread. To be nicer than the nicest is to be that, and never refused.
void clinux_be_nicer(int steps) { setpriority(PRIO_PROCESS, 0, clinux_niceness() + steps); }

static int result(int result) { return result < 0 ? -errno : result; }

#if __has_feature(thread_sanitizer)
// It follows what is written to a descriptor to who reads a copy, but not to one that fcntl has made.
int clinux_duplicate(int descriptor) {
  int copy = result(dup(descriptor));
  if (copy >= 0) fcntl(copy, F_SETFD, FD_CLOEXEC);
  return copy;
}
#else
int clinux_duplicate(int descriptor) { return result(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)); }
#endif

int clinux_make_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return result(flags < 0 ? flags : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK));
}

int clinux_eventfd(unsigned count) { return result(eventfd(count, EFD_CLOEXEC)); }

int clinux_timerfd(void) { return result(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)); }

int clinux_set_timerfd(int descriptor, int64_t nanoseconds) {
  struct itimerspec time = {.it_value = {nanoseconds / 1000000000, nanoseconds % 1000000000}};
  return result(timerfd_settime(descriptor, 0, &time, (void *)0));
}

int clinux_read_counter(int descriptor) {
  uint64_t count;
  return result((int)read(descriptor, &count, sizeof count));
}

int clinux_add_to_counter(int descriptor) {
  uint64_t one = 1;
  return result((int)write(descriptor, &one, sizeof one));
}

_Static_assert(clinux_readable == EPOLLIN && clinux_writable == EPOLLOUT, "as the kernel has it");
_Static_assert(clinux_broken == (EPOLLERR | EPOLLHUP), "as the kernel has it");

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events | EPOLLONESHOT, .data = {.u64 = token}};
  return result(epoll_ctl(epoll, operation, descriptor, &event));
}

int clinux_epoll(void) { return result(epoll_create1(EPOLL_CLOEXEC)); }

int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int clinux_epoll_rearm(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int clinux_epoll_remove(int epoll, int descriptor) {
  return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int clinux_epoll_wait(int epoll, uint32_t *events, uint64_t *token) {
  struct epoll_event event;
  int count = result(epoll_wait(epoll, &event, 1, -1));
  if (count == 1) {
    *events = event.events;
    *token = event.data.u64;
  }
  return count;
}

_Static_assert(clinux_file_written == (IN_CLOSE_WRITE | IN_MOVED_TO), "as the kernel has it");
_Static_assert(clinux_watch_ended == IN_IGNORED, "as the kernel has it");
_Static_assert(clinux_changes_lost == IN_Q_OVERFLOW, "as the kernel has it");
_Static_assert(clinux_is_folder == IN_ISDIR, "as the kernel has it");

int clinux_inotify(void) { return result(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)); }

int clinux_inotify_watch(int inotify, const char *folder) {
  return result(inotify_add_watch(inotify, folder,
                                  IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR));
}

void clinux_inotify_read(int inotify, void *context,
                         void (*tell)(void *context, int watch, uint32_t what, const char *name)) {
  _Alignas(struct inotify_event) char buffer[4096];
  ssize_t size;
  while ((size = read(inotify, buffer, sizeof buffer)) > 0) {
    for (ssize_t at = 0; at < size;) {
      const struct inotify_event *event = (const struct inotify_event *)(buffer + at);
      tell(context, event->wd, event->mask, event->len ? event->name : "");
      at += (ssize_t)(sizeof *event + event->len);
    }
  }
}

// Lock-free, as a handler may use no other.
static atomic_bool end_signal;
_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "handlers of signals use it");

static void note_end_signal(int signal) { atomic_store(&end_signal, 1); }

void clinux_catch_end_signals(void) {
  const int signals[] = {SIGINT, SIGTERM, SIGHUP};
  // Whoever started the program may have had them blocked, as Foundation has on its threads.
  sigset_t caught;
  sigemptyset(&caught);
  for (unsigned index = 0; index < sizeof signals / sizeof *signals; index++) {
    sigaddset(&caught, signals[index]);
    struct sigaction old;
    if (sigaction(signals[index], (void *)0, &old) != 0 || old.sa_handler != SIG_DFL) continue;
    struct sigaction action = {.sa_handler = note_end_signal, .sa_flags = SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(signals[index], &action, (void *)0);
  }
  pthread_sigmask(SIG_UNBLOCK, &caught, (void *)0);
}

_Bool clinux_has_end_signal(void) { return atomic_load(&end_signal); }

_Bool clinux_take_end_signal(void) { return atomic_exchange(&end_signal, 0); }
