#include "everything.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { rounds = 20000, threads = 4 };

typedef struct shared {
  XTaskQueueHandle queue;
  _Atomic(XTaskQueueHandle) handle;
  counter counter;
  _Atomic int submitted;
  atomic_bool is_over;
} shared;

static void use_it(void *context) {
  shared *shared = context;
  while (!shared->is_over) {
    HRESULT result = XTaskQueueSubmitCallback(shared->handle, work, &shared->counter, count);
    if (result == S_OK) shared->submitted++;
    else CHECK_RESULT(result, E_GAMERUNTIME_INVALID_HANDLE);
    XTaskQueueDispatch(shared->handle, work, 0);
    XTaskQueueIsEmpty(shared->handle, work);
  }
}

// Q7
//
//   thread 0      others
//   duplicate
//                 use the duplicate
//   close
//                 use it, closed, or another in its place
TEST("a handle that is closed while others use it gives its queue or the error, and nothing else") {
  static shared shared;
  shared.queue = manual_queue();
  thread *users[threads];
  for (int i = 0; i < threads; ++i) users[i] = start(use_it, &shared);
  for (int i = 0; i < rounds; ++i) {
    XTaskQueueHandle handle = NULL;
    CHECK_RESULT(XTaskQueueDuplicateHandle(shared.queue, &handle), S_OK);
    shared.handle = handle;
    XTaskQueueCloseHandle(handle);
  }
  shared.is_over = true;
  for (int i = 0; i < threads; ++i) join(users[i]);
  drain(shared.queue);
  CHECK(shared.counter.calls == shared.submitted);
  XTaskQueueCloseHandle(shared.queue);
}

// Q7, Q10
TEST("a queue whose last handle is closed while others use it runs all it has taken") {
  static shared shared;
  thread *users[threads];
  for (int i = 0; i < threads; ++i) users[i] = start(use_it, &shared);
  for (int i = 0; i < rounds / 10; ++i) {
    XTaskQueueHandle handle = manual_queue();
    shared.handle = handle;
    XTaskQueueSubmitCallback(handle, work, NULL, ignore);
    XTaskQueueCloseHandle(handle);
  }
  shared.is_over = true;
  for (int i = 0; i < threads; ++i) join(users[i]);
  CHECK(XTaskQueueUninitialize(5000));
  CHECK(shared.counter.calls == shared.submitted);
}

static void keep_handle(void *context, XTaskQueueHandle handle, XTaskQueuePort port) {
  (void)port;
  ((shared *)context)->handle = handle;
}

// Q7, Q71
//
//   thread 0              others
//   a monitor is told
//   the queue's handle
//                         use it
//   close the last one
//                         use it: the queue, if one of them has it still, or the error
TEST("the handle a monitor was told is used while the last one of its queue is closed") {
  static shared shared;
  thread *users[threads];
  for (int i = 0; i < threads; ++i) users[i] = start(use_it, &shared);
  for (int i = 0; i < rounds / 10; ++i) {
    XTaskQueueHandle queue = manual_queue();
    XTaskQueueRegistrationToken token;
    CHECK_RESULT(XTaskQueueRegisterMonitor(queue, &shared, keep_handle, &token), S_OK);
    XTaskQueueSubmitCallback(queue, work, NULL, ignore);
    XTaskQueueUnregisterMonitor(queue, token);
    CHECK(is_open(shared.handle));
    XTaskQueueCloseHandle(queue);
  }
  shared.is_over = true;
  for (int i = 0; i < threads; ++i) join(users[i]);
  CHECK(!is_open(shared.handle));
  CHECK(XTaskQueueUninitialize(5000));
  CHECK(shared.counter.calls == shared.submitted);
}

static void close_it(void *context) { XTaskQueueCloseHandle(*(XTaskQueueHandle *)context); }

// Q7
TEST("a handle that several threads close at once is closed once") {
  for (int i = 0; i < 200; ++i) {
    XTaskQueueHandle queue = manual_queue(), handle = NULL;
    counter counter = {0};
    XTaskQueueSubmitCallback(queue, work, &counter, count);
    CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &handle), S_OK);
    thread *closers[3];
    for (int j = 0; j < 3; ++j) closers[j] = start(close_it, &handle);
    for (int j = 0; j < 3; ++j) join(closers[j]);
    CHECK(counter.calls == 0 && is_open(queue));
    XTaskQueueCloseHandle(queue);
    CHECK(counter.calls == 1);
  }
}

static void open_and_close(void *context) {
  enum { many = 50 };
  XTaskQueueHandle handles[many];
  for (int round = 0; round < rounds / many; ++round) {
    for (int i = 0; i < many; ++i) CHECK_RESULT(XTaskQueueDuplicateHandle(context, &handles[i]), S_OK);
    for (int i = 0; i < many; ++i) CHECK(is_open(handles[i]));
    for (int i = 0; i < many; ++i) XTaskQueueCloseHandle(handles[i]);
    for (int i = 0; i < many; ++i) CHECK(!is_open(handles[i]));
  }
}

// Q4, Q7
TEST("threads that open and close handles at once have each their own") {
  XTaskQueueHandle queue = manual_queue();
  thread *users[threads];
  for (int i = 0; i < threads; ++i) users[i] = start(open_and_close, queue);
  for (int i = 0; i < threads; ++i) join(users[i]);
  XTaskQueueCloseHandle(queue);
}
