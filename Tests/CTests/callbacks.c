#include "everything.h"

#include <time.h>

// Q28, Q42
TEST("a callback is called once, with its context, when the port is dispatched") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0};
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), S_OK);
  CHECK(counter.calls == 0);
  CHECK(XTaskQueueDispatch(queue, work, 0));
  CHECK(!XTaskQueueDispatch(queue, work, 0));
  CHECK(counter.calls == 1 && counter.cancelled == 0);
  XTaskQueueCloseHandle(queue);
}

// Q30
TEST("a null callback is refused, and nothing is called for it") {
  XTaskQueueHandle queue = manual_queue();
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, NULL), E_POINTER);
  CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, work, 1, NULL, NULL), E_POINTER);
  CHECK(XTaskQueueIsEmpty(queue, work));
  XTaskQueueCloseHandle(queue);
}

typedef struct ordered {
  int *next;
  int number;
} ordered;

static void check_order(void *context, bool cancelled) {
  ordered *ordered = context;
  (void)cancelled;
  CHECK(ordered->number == (*ordered->next)++);
}

// Q13
TEST("callbacks of a port begin in the order of their submission") {
  XTaskQueueHandle queue = manual_queue();
  int next = 0;
  ordered all[1000];
  for (int i = 0; i < 1000; ++i) {
    all[i] = (ordered){&next, i};
    CHECK_RESULT(XTaskQueueSubmitCallback(queue, completion, &all[i], check_order), S_OK);
  }
  while (XTaskQueueDispatch(queue, completion, 0)) continue;
  CHECK(next == 1000);
  XTaskQueueCloseHandle(queue);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// Q33, Q39
TEST("a delayed callback is dispatched by who waits for it, and not early") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0};
  int64_t begin = now();
  CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, work, 20, &counter, count), S_OK);
  CHECK(!XTaskQueueDispatch(queue, work, 0));
  CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(now() - begin >= 20000000);
  XTaskQueueCloseHandle(queue);
}

// Q34, Q38
TEST("the longest delay is one") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0};
  CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, work, 0xFFFFFFFF, &counter, count), S_OK);
  CHECK(!XTaskQueueDispatch(queue, work, 1));
  CHECK(!XTaskQueueIsEmpty(queue, work));
  XTaskQueueCloseHandle(queue);
  CHECK(counter.cancelled == 1);
}

// Q108
TEST("submitting pending callbacks makes ready what is due, and nothing else") {
  XTaskQueueHandle queue = manual_queue();
  counter soon = {0}, late = {0};
  XTaskQueueSubmitDelayedCallback(queue, work, 5, &soon, count);
  XTaskQueueSubmitDelayedCallback(queue, work, 60000, &late, count);
  int64_t begin = now();
  while (now() - begin < 5000000) continue;
  CHECK_RESULT(XTaskQueueSubmitPendingCallbacks(queue, work), S_OK);
  CHECK(XTaskQueueDispatch(queue, work, 0) && soon.calls == 1);
  CHECK(!XTaskQueueDispatch(queue, work, 0) && late.calls == 0);
  XTaskQueueCloseHandle(queue);
}

// Q44
TEST("a dispatch waits as long as it was told") {
  XTaskQueueHandle queue = manual_queue();
  int64_t begin = now();
  CHECK(!XTaskQueueDispatch(queue, work, 10));
  CHECK(now() - begin >= 10000000);
  XTaskQueueCloseHandle(queue);
}

static void dispatch_one(void *queue) { CHECK(XTaskQueueDispatch(queue, work, INFINITE)); }

// Q42
TEST("threads that wait in a dispatch are woken by what is submitted") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0};
  thread *dispatchers[4];
  for (int i = 0; i < 4; ++i) dispatchers[i] = start(dispatch_one, queue);
  for (int i = 0; i < 4; ++i) XTaskQueueSubmitCallback(queue, work, &counter, count);
  for (int i = 0; i < 4; ++i) join(dispatchers[i]);
  CHECK(counter.calls == 4);
  XTaskQueueCloseHandle(queue);
}

typedef struct inside {
  XTaskQueueHandle queue;
  counter counter;
} inside;

static void submit_and_dispatch(void *context, bool cancelled) {
  inside *inside = context;
  (void)cancelled;
  CHECK(!XTaskQueueIsEmpty(inside->queue, work));
  CHECK_RESULT(XTaskQueueSubmitCallback(inside->queue, work, &inside->counter, count), S_OK);
  CHECK(XTaskQueueDispatch(inside->queue, work, 0) && inside->counter.calls == 1);
}

// Q31, Q50, Q102
TEST("a callback submits and dispatches, and its port is not empty meanwhile") {
  inside inside = {manual_queue(), {0}};
  CHECK(XTaskQueueIsEmpty(inside.queue, work));
  XTaskQueueSubmitCallback(inside.queue, work, &inside, submit_and_dispatch);
  CHECK(!XTaskQueueIsEmpty(inside.queue, work) && XTaskQueueIsEmpty(inside.queue, completion));
  CHECK(XTaskQueueDispatch(inside.queue, work, 0));
  CHECK(XTaskQueueIsEmpty(inside.queue, work));
  XTaskQueueCloseHandle(inside.queue);
}

// Q15, Q19, Q22
TEST("callbacks of automatic ports run by themselves") {
  for (XTaskQueueDispatchMode mode = pooled; mode <= immediate; ++mode) {
    XTaskQueueHandle queue = new_queue(mode, mode);
    gate ran = {0};
    CHECK_RESULT(XTaskQueueSubmitCallback(queue, completion, &ran, open_gate_of), S_OK);
    CHECK(mode != immediate || ran.is_open);
    wait_for(&ran);
    XTaskQueueCloseHandle(queue);
  }
}
