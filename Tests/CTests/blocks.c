#include "calls.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

static HRESULT succeed(XAsyncBlock *block) { return (void)block, S_OK; }
static HRESULT return_context(XAsyncBlock *block) { return (HRESULT)(intptr_t)block->context; }

// A1, A40
TEST("a run is pending until its work has run, and then has the status that this returned") {
  XTaskQueueHandle queue = manual_queue();
  const HRESULT codes[] = {S_OK, S_FALSE, 0x12345678, E_FAIL, E_ABORT, E_OUTOFMEMORY};
  for (int i = 0; i < 6; ++i) {
    XAsyncBlock block = block_on(queue);
    block.context = (void *)(intptr_t)codes[i];
    CHECK_RESULT(XAsyncRun(&block, return_context), S_OK);
    CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
    CHECK(XTaskQueueDispatch(queue, work, 0));
    CHECK_RESULT(XAsyncGetStatus(&block, false), codes[i]);
    CHECK_RESULT(XAsyncGetStatus(&block, true), codes[i]);
  }
  XTaskQueueCloseHandle(queue);
}

// A2
TEST("the first completion counts, and E_PENDING is none") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  CHECK_RESULT(begin(&block, &call), S_OK);
  XAsyncComplete(&block, E_PENDING, 8);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
  XAsyncComplete(&block, E_FAIL, 8);
  XAsyncComplete(&block, S_OK, 8);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_FAIL);
  CHECK_LOG(&call, "BU");
  XTaskQueueCloseHandle(queue);
}

// A3
TEST("a block of zeros that was never used is S_OK and has no result") {
  XAsyncBlock block = {0};
  size_t size = 1, used = 1;
  CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), S_OK);
  CHECK(size == 0);
  CHECK_RESULT(XAsyncGetResult(&block, NULL, 0, NULL, &used), S_OK);
  CHECK(used == 0);
  XAsyncCancel(&block);
  XAsyncComplete(&block, E_FAIL, 0);
  CHECK_RESULT(XAsyncSchedule(&block, 0), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
}

// A4, A22
TEST("garbage in a block is refused by every function, and not by Begin") {
  XTaskQueueHandle queue = manual_queue();
  const unsigned char bytes[] = {0x01, 0x5A, 0xAA, 0xFF};
  for (int i = 0; i < 4; ++i) {
    XAsyncBlock block = block_on(queue);
    memset(block.internal, bytes[i], sizeof block.internal);
    check_block_refused(&block);
    CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
    CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
    drain(queue);
    CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
  }
  XTaskQueueCloseHandle(queue);
}

TEST("no block at all is refused by every function") {
  check_block_refused(NULL);
  size_t size;
  CHECK_RESULT(XAsyncRun(NULL, succeed), E_INVALIDARG);
  CHECK_RESULT(XAsyncBegin(NULL, NULL, NULL, NULL, provider), E_INVALIDARG);
  CHECK_RESULT(XAsyncBeginAlloc(NULL, NULL, NULL, provider, 8, 0, NULL), E_INVALIDARG);
  XAsyncBlock block = {0};
  CHECK_RESULT(XAsyncGetResultSize(&block, NULL), E_POINTER);
  CHECK_RESULT(XAsyncRun(&block, NULL), E_POINTER);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_POINTER);
  CHECK_RESULT(XAsyncBegin(&block, NULL, NULL, NULL, NULL), E_POINTER);
  CHECK_RESULT(XAsyncGetResultSize(&block, &size), E_POINTER);
}

// A copy of the caller's keeps the handle of a call that is over.
TEST("a copy that was made of a pending block is told from one that is complete") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  XAsyncBlock stale = block;
  CHECK_RESULT(XAsyncGetStatus(&stale, false), E_PENDING);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
  check_block_refused(&stale);
  XTaskQueueCloseHandle(queue);
}

// A5
TEST("a block whose call is pending or has a result takes no other, and that goes on") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8), other = giving(8);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(begin(&block, &other), E_INVALIDARG);
  CHECK_RESULT(XAsyncRun(&block, succeed), E_INVALIDARG);
  CHECK_RESULT(XAsyncRun(&block, NULL), E_POINTER);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
  drain(queue);
  CHECK_RESULT(begin(&block, &other), E_INVALIDARG);
  CHECK_RESULT(take(&block), S_OK);
  CHECK_LOG(&call, "BDGU");
  CHECK_LOG(&other, "");
  XTaskQueueCloseHandle(queue);
}

// A6
TEST("a call without a queue is on that of the process, and there may be none") {
  XAsyncBlock block = {0};
  CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  XTaskQueueSetCurrentProcessTaskQueue(NULL);
  CHECK_RESULT(XAsyncRun(&block, succeed), E_NO_TASK_QUEUE);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_NO_TASK_QUEUE);
}

// A6, A7, P24
TEST("where a call cannot begin nothing is called and the block has the error, and can be used again") {
  XTaskQueueHandle queue = manual_queue(), ended = manual_queue();
  provided call = giving(8);
  XAsyncBlock block = block_on(ended);
  note_end(&block, &call);
  CHECK_RESULT(XTaskQueueTerminate(ended, false, NULL, NULL), S_OK);
  CHECK_RESULT(begin(&block, &call), E_ABORT);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_ABORT);
  drain(ended);
  CHECK_RESULT(XAsyncRun(&block, succeed), E_ABORT);
  XTaskQueueCloseHandle(ended);
  CHECK_RESULT(begin(&block, &call), E_GAMERUNTIME_INVALID_HANDLE);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_GAMERUNTIME_INVALID_HANDLE);
  CHECK_RESULT(take(&block), E_GAMERUNTIME_INVALID_HANDLE);
  CHECK_LOG(&call, "");
  block.queue = queue;
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_RESULT(take(&block), S_OK);
  CHECK_LOG(&call, "BDcGU");
  XTaskQueueCloseHandle(queue);
}

// A8, A9
TEST("the provider has a copy of the block, with the queue of the call, and what the caller changes has no effect") {
  XTaskQueueHandle queue = manual_queue(), duplicate = NULL;
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  note_end(&block, &call);
  XAsyncCompletionRoutine *callback = block.callback;
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK(call.copy != &block && call.copy->context == &call && call.copy->callback == callback);
  CHECK(call.copy->queue != queue);
  CHECK_RESULT(XTaskQueueDuplicateHandle(call.copy->queue, &duplicate), S_OK);
  block.queue = NULL;
  block.callback = NULL;
  drain(queue);
  CHECK_LOG(&call, "BDUc");
  CHECK(call.block == &block);
  XTaskQueueCloseHandle(queue);
  XTaskQueueCloseHandle(duplicate);
}

// A10
TEST("a call keeps its queue") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  CHECK_RESULT(begin(&block, &call), S_OK);
  XTaskQueueCloseHandle(queue);
  XTaskQueueHandle duplicate = NULL;
  CHECK_RESULT(XTaskQueueDuplicateHandle(call.copy->queue, &duplicate), S_OK);
  XTaskQueueCloseHandle(duplicate);
  CHECK_RESULT(XAsyncSchedule(call.copy, 0), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_UNEXPECTED);
  CHECK(!is_open(queue));
  // The call is cleaned up when its work has returned.
  CHECK(XTaskQueueUninitialize(5000));
  CHECK_LOG(&call, "BDU");
}

static void end_and_free(XAsyncBlock *block) {
  CHECK_RESULT(XAsyncGetStatus(block, false), S_OK);
  CHECK_RESULT(XAsyncGetStatus(block, true), S_OK);
  count(block->context, false);
  memset(block, 0xDD, sizeof *block);
  free(block);
}

// A15, A43
TEST("twenty thousand runs at once end, each with its callback, which frees its block") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  counter counter = {0};
  enum { runs = 20000 };
  for (int i = 0; i < runs; ++i) {
    XAsyncBlock *block = calloc(1, sizeof *block);
    *block = (XAsyncBlock){queue, &counter, end_and_free, {0}};
    CHECK_RESULT(XAsyncRun(block, succeed), S_OK);
  }
  XTaskQueueCloseHandle(queue);
  while (counter.calls < runs) sched_yield();
}

// A43
TEST("five hundred runs, each polled to its end") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  for (int i = 0; i < 500; ++i) {
    XAsyncBlock block = block_on(queue);
    CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
    while (XAsyncGetStatus(&block, false) == E_PENDING) continue;
    CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
  }
  XTaskQueueCloseHandle(queue);
}

static void begin_again(XAsyncBlock *block) {
  provided *call = block->context;
  note(call, 'c');
  if (call->length < 6) CHECK_RESULT(XAsyncRun(block, succeed), S_OK);
}

// A15, A44
TEST("a block may have another call as soon as the last one is over, also in its callback") {
  XTaskQueueHandle queue = manual_queue();
  provided call = {0};
  XAsyncBlock block = {queue, &call, begin_again, {0}};
  CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  drain(queue);
  CHECK_LOG(&call, "cccccc");
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  XTaskQueueCloseHandle(queue);
}

// A21, A45: with a pattern over it, a later write would be seen.
static void run_on_a_stack(XTaskQueueHandle queue, int number) {
  XAsyncBlock block = block_on(queue), pattern;
  if (number % 2) {
    CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  } else {
    provided call = {.schedules = true, .work = E_FAIL};
    // Its cleanup comes later than its status.
    static provided calls[64];
    calls[number / 2 % 64] = call;
    CHECK_RESULT(begin(&block, &calls[number / 2 % 64]), S_OK);
  }
  while (XAsyncGetStatus(&block, number % 3 == 0) == E_PENDING) continue;
  memset(&block, 0xDD, sizeof block);
  memset(&pattern, 0xDD, sizeof pattern);
  for (int i = 0; i < 100; ++i) CHECK(memcmp(&block, &pattern, sizeof block) == 0);
}

TEST("a block is not touched any more once its status could be seen") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  for (int i = 0; i < 20000; ++i) run_on_a_stack(queue, i);
  XTaskQueueCloseHandle(queue);
}

// A46
TEST("a result that nobody takes keeps its queue, and not the queue's termination") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  counter ends = {0};
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ends, count_end), S_OK);
  drain(queue);
  CHECK(ends.calls == 1);
  XTaskQueueCloseHandle(queue);
  CHECK(!XTaskQueueUninitialize(0));
  CHECK_LOG(&call, "BD");
  CHECK_RESULT(take(&block), S_OK);
  CHECK_LOG(&call, "BDGU");
}

// A47
TEST("late calls on the provider's copy of a block that is gone write nothing to it") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock *block = malloc(sizeof *block);
  *block = block_on(queue);
  provided call = giving(8);
  CHECK_RESULT(begin(block, &call), S_OK);
  drain(queue);
  free(block);
  CHECK_RESULT(XAsyncSchedule(call.copy, 0), E_INVALIDARG);
  XAsyncComplete(call.copy, E_FAIL, 0);
  XAsyncCancel(call.copy);
  CHECK_RESULT(take(call.copy), S_OK);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

static XAsyncBlock contended;
static _Atomic int begun, refused;
static gate both;

static void begin_contended(void *queue) {
  (void)queue;
  wait_for(&both);
  for (int i = 0; i < 1000; ++i) {
    HRESULT result = XAsyncRun(&contended, succeed);
    if (result == S_OK) begun++;
    else if (result == E_INVALIDARG) refused++;
    else CHECK_RESULT(result, S_OK);
  }
}

TEST("of several threads that begin a call on one block at once one does") {
  XTaskQueueHandle queue = manual_queue();
  contended = block_on(queue);
  thread *threads[4];
  for (int i = 0; i < 4; ++i) threads[i] = start(begin_contended, NULL);
  open_gate(&both);
  for (int i = 0; i < 4; ++i) join(threads[i]);
  CHECK(begun == 1 && refused == 3999);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&contended, true), S_OK);
  XTaskQueueCloseHandle(queue);
}
