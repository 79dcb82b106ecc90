// How calls are completed and cleaned up.

#include "calls.h"

#include <string.h>

static void complete_elsewhere(void *context) { XAsyncComplete(context, S_FALSE, 0); }

// P16, P19
TEST("a call is completed from any thread, by its copy or by the caller's block") {
  XTaskQueueHandle queue = manual_queue();
  for (int i = 0; i < 2; ++i) {
    XAsyncBlock block = block_on(queue);
    provided call = waiting();
    CHECK_RESULT(begin(&block, &call), S_OK);
    CHECK_RESULT(XAsyncGetStatus(call.copy, false), E_PENDING);
    thread *other = start(complete_elsewhere, i ? call.copy : &block);
    CHECK_RESULT(XAsyncGetStatus(&block, true), S_FALSE);
    join(other);
    CHECK_LOG(&call, "BU");
  }
  XTaskQueueCloseHandle(queue);
}

// P17: as in A21, from the provider's side.
TEST("a call that its provider completes may have a block that goes at once") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  CHECK_RESULT(begin(&block, &call), S_OK);
  XAsyncComplete(call.copy, S_OK, 0);
  XAsyncBlock pattern;
  memset(&pattern, 0xDD, sizeof pattern);
  block = pattern;
  drain(queue);
  CHECK(memcmp(&block, &pattern, sizeof block) == 0);
  XTaskQueueCloseHandle(queue);
}

// P18
TEST("a termination ends after the callback of what was pending has returned") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  counter ends = {0};
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ends, count_end), S_OK);
  drain(queue);
  XAsyncComplete(&block, S_OK, 0);
  XTaskQueueDispatch(queue, work, 0);
  CHECK(ends.calls == 0 && call.length == 1);
  CHECK(XTaskQueueDispatch(queue, completion, 0));
  drain(queue);
  CHECK(ends.calls == 1);
  CHECK_LOG(&call, "BcU");
  XTaskQueueCloseHandle(queue);
}

static XAsyncBlock *cancelled;

static void cancel_it(provided *call) {
  (void)call;
  XAsyncCancel(cancelled);
}

// P21, P23, P25
TEST("a call that is cancelled in its DoWork is cleaned up when that has returned") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  call.aborts_on_cancel = true;
  call.in_work = cancel_it;
  cancelled = &block;
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_LOG(&call, "BDXUc");
  CHECK(call.status == E_ABORT);
  XTaskQueueCloseHandle(queue);
}

// P25
TEST("what completes outside of DoWork is cleaned up after its callback") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  XAsyncCancel(&block);
  CHECK_LOG(&call, "BX");
  drain(queue);
  CHECK_LOG(&call, "BXcU");
  XTaskQueueCloseHandle(queue);
}

static void cancel_all(void *blocks) {
  for (int i = 0; i < 500; ++i) XAsyncCancel(((XAsyncBlock **)blocks)[i]);
}

// P21, P23: every one is told Cleanup last and once, however Cancel meets DoWork.
TEST("Cleanup is the last of all, also where Cancel meets the work") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  static XAsyncBlock blocks[500];
  static XAsyncBlock *pointers[500];
  static provided calls[500];
  for (int i = 0; i < 500; ++i) {
    blocks[i] = block_on(queue);
    calls[i] = giving(0);
    calls[i].aborts_on_cancel = i % 2;
    pointers[i] = &blocks[i];
    CHECK_RESULT(begin(&blocks[i], &calls[i]), S_OK);
  }
  thread *first = start(cancel_all, pointers), *second = start(cancel_all, pointers);
  for (int i = 0; i < 500; ++i) XAsyncGetStatus(&blocks[i], true);
  join(first);
  join(second);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  for (int i = 0; i < 500; ++i) {
    char *end = strchr(calls[i].log, 'U');
    CHECK(end && end[1] == 0 && end[0] == 'U');
  }
}
