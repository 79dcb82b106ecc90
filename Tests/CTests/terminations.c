#include "everything.h"

// Q79, Q82, Q85
TEST("what waits runs cancelled when the queue is terminated, and then the termination's callback") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0}, ended = {0};
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  XTaskQueueSubmitDelayedCallback(queue, work, 60000, &counter, count);
  XTaskQueueSubmitCallback(queue, completion, &counter, count);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  CHECK(counter.calls == 0 && ended.calls == 0);
  drain(queue);
  CHECK(counter.calls == 3 && counter.cancelled == 3 && ended.calls == 1);
  XTaskQueueCloseHandle(queue);
}

// Q83, Q84
TEST("a terminated queue refuses work at once, and completions once the work has ended") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0};
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), E_ABORT);
  CHECK_RESULT(XTaskQueueSubmitDelayedCallback(queue, work, 1, &counter, count), E_ABORT);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, completion, &counter, count), S_OK);
  drain(queue);
  CHECK(counter.calls == 2 && counter.cancelled == 2);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, completion, &counter, count), E_ABORT);
  XTaskQueueCloseHandle(queue);
}

// Q45, Q93
TEST("a queue that has ended is still answered about") {
  XTaskQueueHandle queue = manual_queue(), duplicate = NULL;
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  drain(queue);
  CHECK(!XTaskQueueDispatch(queue, work, INFINITE) && !XTaskQueueDispatch(queue, completion, INFINITE));
  CHECK(XTaskQueueIsEmpty(queue, work) && XTaskQueueIsEmpty(queue, completion));
  CHECK(port_of(queue, work) != NULL);
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &duplicate), S_OK);
  CHECK_RESULT(XTaskQueueSubmitPendingCallbacks(queue, work), S_OK);
  XTaskQueueCloseHandle(duplicate);
  XTaskQueueCloseHandle(queue);
}

typedef struct waits {
  XTaskQueueHandle queue;
  HRESULT result;
} waits;

static void terminate_and_wait(void *context, bool cancelled) {
  waits *waits = context;
  (void)cancelled;
  waits->result = XTaskQueueTerminate(waits->queue, true, NULL, NULL);
}

// Q88
TEST("a callback that would wait for its own queue's end is refused, and the queue is not terminated") {
  for (XTaskQueueDispatchMode mode = manual; mode <= immediate; ++mode) {
    waits waits = {new_queue(mode, manual), S_OK};
    gate done = {0};
    XTaskQueueSubmitCallback(waits.queue, work, &waits, terminate_and_wait);
    if (mode == manual) CHECK(XTaskQueueDispatch(waits.queue, work, 0));
    if (mode == pooled) while (!XTaskQueueIsEmpty(waits.queue, work)) continue;
    CHECK_RESULT(XTaskQueueSubmitCallback(waits.queue, work, &done, open_gate_of), S_OK);
    if (mode == manual) CHECK(XTaskQueueDispatch(waits.queue, work, 0));
    wait_for(&done);
    CHECK_RESULT(waits.result, E_UNEXPECTED);
    XTaskQueueCloseHandle(waits.queue);
  }
}

// Q87
TEST("a termination that is waited for has called everything when it returns") {
  XTaskQueueHandle queue = new_queue(pooled, serialized);
  counter counter = {0}, ended = {0};
  for (int i = 0; i < 100; ++i) XTaskQueueSubmitCallback(queue, i % 2 ? work : completion, &counter, count);
  CHECK_RESULT(XTaskQueueTerminate(queue, true, &ended, count_end), S_OK);
  CHECK(counter.calls == 100 && ended.calls == 1);
  XTaskQueueCloseHandle(queue);
}

// Q91
TEST("every termination of a queue calls its callback, also after the end") {
  XTaskQueueHandle queue = manual_queue();
  counter ended = {0};
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  drain(queue);
  CHECK(ended.calls == 2);
  CHECK_RESULT(XTaskQueueTerminate(queue, true, &ended, count_end), S_OK);
  CHECK(ended.calls == 3);
  XTaskQueueCloseHandle(queue);
}

static void wait_in_dispatch(void *queue) { CHECK(!XTaskQueueDispatch(queue, work, INFINITE)); }

static void drain_on_thread(void *queue) { drain(queue); }

// Q47
TEST("threads that wait in a dispatch are let go of when their queue terminates") {
  XTaskQueueHandle queue = manual_queue();
  thread *threads[3];
  for (int i = 0; i < 2; ++i) threads[i] = start(wait_in_dispatch, queue);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  threads[2] = start(drain_on_thread, queue);
  for (int i = 0; i < 3; ++i) join(threads[i]);
  drain(queue);
  XTaskQueueCloseHandle(queue);
}

// Q94, Q95
TEST("a suspended termination cancels and refuses, and ends when it is resumed") {
  XTaskQueueHandle queue = manual_queue();
  counter counter = {0}, ended = {0};
  XTaskQueueSubmitCallback(queue, work, &counter, count);
  CHECK_RESULT(XTaskQueueSuspendTermination(queue), S_OK);
  CHECK_RESULT(XTaskQueueSuspendTermination(queue), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  drain(queue);
  CHECK(counter.cancelled == 1 && ended.calls == 0);
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, &counter, count), E_ABORT);
  CHECK_RESULT(XTaskQueueSuspendTermination(queue), E_ABORT);
  XTaskQueueResumeTermination(queue);
  drain(queue);
  CHECK(ended.calls == 0);
  XTaskQueueResumeTermination(queue);
  drain(queue);
  CHECK(ended.calls == 1);
  XTaskQueueCloseHandle(queue);
}

// Q97
TEST("resuming a termination that is not suspended has no effect") {
  XTaskQueueHandle queue = manual_queue();
  counter ended = {0};
  XTaskQueueResumeTermination(queue);
  CHECK_RESULT(XTaskQueueSuspendTermination(queue), S_OK);
  XTaskQueueResumeTermination(queue);
  XTaskQueueResumeTermination(queue);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  drain(queue);
  CHECK(ended.calls == 1);
  XTaskQueueResumeTermination(queue);
  XTaskQueueCloseHandle(queue);
}
