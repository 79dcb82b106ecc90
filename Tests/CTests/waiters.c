#include "everything.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

static HANDLE handle_of(int descriptor) { return (HANDLE)(intptr_t)descriptor; }

static XTaskQueueRegistrationToken wait_on(XTaskQueueHandle queue, int descriptor, counter *counter) {
  XTaskQueueRegistrationToken token = {0};
  CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, handle_of(descriptor), counter, count, &token), S_OK);
  CHECK(token.token != 0);
  return token;
}

static void signal_event(int descriptor) { CHECK(eventfd_write(descriptor, 1) == 0); }

// Q61
TEST("a waiter without a callback or a token is refused") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(0, 0);
  XTaskQueueRegistrationToken token = {1};
  CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, handle_of(event), NULL, NULL, &token), E_POINTER);
  CHECK(token.token == 0);
  CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, handle_of(event), NULL, ignore, NULL), E_POINTER);
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q61, W5
TEST("a waiter on what cannot be waited for is refused") {
  XTaskQueueHandle queue = manual_queue();
  int file = open("/proc/self/exe", O_RDONLY), closed = dup(file);
  close(closed);
  HANDLE bad[] = {NULL, handle_of(file), handle_of(closed), handle_of(-1), (HANDLE)&queue, (HANDLE)UINTPTR_MAX};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; ++i) {
    XTaskQueueRegistrationToken token = {1};
    CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, bad[i], NULL, ignore, &token), E_INVALIDARG);
    CHECK(token.token == 0);
  }
  close(file);
  XTaskQueueCloseHandle(queue);
}

// Q61, Q84
TEST("a waiter on a terminated queue is refused") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(0, 0);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  XTaskQueueRegistrationToken token = {1};
  CHECK_RESULT(XTaskQueueRegisterWaiter(queue, work, handle_of(event), NULL, ignore, &token), E_ABORT);
  CHECK(token.token == 0);
  drain(queue);
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q62, Q63, W3
TEST("an eventfd calls back once for each signal, and nobody has to read it") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(0, 0);
  counter counter = {0};
  wait_on(queue, event, &counter);
  for (int i = 1; i <= 5; ++i) {
    signal_event(event);
    CHECK(XTaskQueueDispatch(queue, work, INFINITE));
    CHECK(counter.calls == i && counter.cancelled == 0);
  }
  CHECK(!XTaskQueueDispatch(queue, work, 20));
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q63, W3
TEST("an eventfd that is a semaphore calls back once for each of its counts") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(3, EFD_SEMAPHORE);
  counter counter = {0};
  wait_on(queue, event, &counter);
  for (int i = 0; i < 3; ++i) CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(!XTaskQueueDispatch(queue, work, 20) && counter.calls == 3);
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q63, W3
TEST("a timerfd calls back when it has run down") {
  XTaskQueueHandle queue = manual_queue();
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  counter counter = {0};
  wait_on(queue, timer, &counter);
  struct itimerspec soon = {.it_value = {0, 1000000}};
  CHECK(timerfd_settime(timer, 0, &soon, NULL) == 0);
  CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(!XTaskQueueDispatch(queue, work, 20) && counter.calls == 1);
  XTaskQueueCloseHandle(queue);
  close(timer);
}

// Q63, W2
TEST("a pipe calls back again and again until it has been read") {
  XTaskQueueHandle queue = manual_queue();
  int ends[2];
  char byte = 0;
  CHECK(pipe(ends) == 0);
  counter counter = {0};
  wait_on(queue, ends[0], &counter);
  CHECK(write(ends[1], &byte, 1) == 1);
  for (int i = 0; i < 3; ++i) CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(counter.calls == 3);
  // One more may be on its way by now.
  CHECK(read(ends[0], &byte, 1) == 1);
  XTaskQueueDispatch(queue, work, 20);
  CHECK(!XTaskQueueDispatch(queue, work, 20));
  close(ends[0]);
  close(ends[1]);
  XTaskQueueCloseHandle(queue);
}

// Q65
TEST("a waiter runs a last time, cancelled, when its queue terminates") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(0, 0);
  counter counter = {0};
  XTaskQueueRegistrationToken token = wait_on(queue, event, &counter);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  signal_event(event);
  drain(queue);
  CHECK(counter.calls == 1 && counter.cancelled == 1);
  XTaskQueueUnregisterWaiter(queue, token);
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q66
TEST("a waiter ends without a word when the last handle is closed") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(0, 0);
  counter counter = {0};
  wait_on(queue, event, &counter);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  signal_event(event);
  close(event);
  CHECK(counter.calls == 0);
}

// Q67
TEST("a waiter that was unregistered does not run, though it was submitted") {
  XTaskQueueHandle queue = manual_queue();
  int event = eventfd(1, 0);
  counter counter = {0};
  XTaskQueueRegistrationToken token = wait_on(queue, event, &counter);
  while (XTaskQueueIsEmpty(queue, work)) continue;
  XTaskQueueUnregisterWaiter(queue, token);
  drain(queue);
  CHECK(counter.calls == 0);
  XTaskQueueCloseHandle(queue);
  close(event);
}

// Q67
TEST("unregistering a waiter that there is not has no effect") {
  XTaskQueueHandle queue = manual_queue(), other = manual_queue();
  int event = eventfd(0, 0);
  counter counter = {0};
  XTaskQueueRegistrationToken token = wait_on(queue, event, &counter);
  const uint64_t unknown[] = {0, token.token + 1, UINT64_MAX};
  for (int i = 0; i < 3; ++i) XTaskQueueUnregisterWaiter(queue, (XTaskQueueRegistrationToken){unknown[i]});
  XTaskQueueUnregisterWaiter(other, token);
  signal_event(event);
  CHECK(XTaskQueueDispatch(queue, work, INFINITE) && counter.calls == 1);
  XTaskQueueUnregisterWaiter(queue, token);
  XTaskQueueUnregisterWaiter(queue, token);
  XTaskQueueCloseHandle(queue);
  XTaskQueueCloseHandle(other);
  close(event);
}

// Q61
TEST("there are more waiters on a queue than the model allows") {
  enum { many = 200 };
  XTaskQueueHandle queue = manual_queue();
  int events[many];
  counter counter = {0};
  for (int i = 0; i < many; ++i) wait_on(queue, events[i] = eventfd(1, 0), &counter);
  for (int i = 0; i < many; ++i) CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(counter.calls == many);
  XTaskQueueCloseHandle(queue);
  for (int i = 0; i < many; ++i) close(events[i]);
}
