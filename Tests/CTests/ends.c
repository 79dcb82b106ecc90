// Callbacks, waiting and cancelling.

#include "calls.h"

#include <unistd.h>

// A11, A12
TEST("the callback comes once, on the completion port, for successes, failures and cancelled calls") {
  const HRESULT codes[] = {S_OK, S_FALSE, E_FAIL, E_ABORT};
  for (int i = 0; i < 4; ++i) {
    XTaskQueueHandle queue = manual_queue();
    XAsyncBlock block = block_on(queue);
    provided call = giving(0);
    call.status_to_give = codes[i];
    note_end(&block, &call);
    CHECK_RESULT(begin(&block, &call), S_OK);
    CHECK(!XTaskQueueDispatch(queue, completion, 0));
    CHECK(XTaskQueueDispatch(queue, work, 0));
    CHECK_LOG(&call, "BDU");
    CHECK(XTaskQueueDispatch(queue, completion, 0));
    CHECK(!XTaskQueueDispatch(queue, completion, 0));
    CHECK_LOG(&call, "BDUc");
    CHECK(call.block == &block && call.status == codes[i]);
    XTaskQueueCloseHandle(queue);
  }
}

// A12
TEST("a call that completes while it begins still has its callback on the port") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = {.completes_in_begin = true};
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_LOG(&call, "B");
  drain(queue);
  CHECK_LOG(&call, "BcU");
  XTaskQueueCloseHandle(queue);
}

// A13
TEST("on an immediate completion port the callback runs inside of XAsyncComplete") {
  XTaskQueueHandle queue = new_queue(manual, immediate);
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  CHECK_LOG(&call, "BDcU");
  XTaskQueueCloseHandle(queue);
}

// A11, A39, A41, P13, P26
TEST("a queue that ends cancels what is scheduled, and its callbacks come") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  CHECK_RESULT(XAsyncSchedule(&block, 0), E_UNEXPECTED);
  drain(queue);
  CHECK_LOG(&call, "BXUc");
  CHECK(call.status == E_ABORT);
  XTaskQueueCloseHandle(queue);
}

static HRESULT never_run(XAsyncBlock *block) {
  (void)block;
  CHECK(!"work of a queue that has ended");
  return S_OK;
}

// A41
TEST("a run whose queue ends first is not run, and has E_ABORT") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncRun(&block, never_run), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_ABORT);
  XTaskQueueCloseHandle(queue);
}

// MARK: Waiting

typedef struct waiter {
  XAsyncBlock *block;
  HRESULT status;
  _Atomic bool is_back;
} waiter;

static void wait_on(void *context) {
  waiter *waiter = context;
  waiter->status = XAsyncGetStatus(waiter->block, true);
  waiter->is_back = true;
}

static gate in_callback, leave_callback;

static void hold(XAsyncBlock *block) {
  (void)block;
  open_gate(&in_callback);
  wait_for(&leave_callback);
}

static HRESULT succeed(XAsyncBlock *block) { return (void)block, S_FALSE; }

static void check_waits_for_callback(bool has_result) {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  XAsyncBlock block = {queue, NULL, hold, {0}};
  provided call = giving(has_result ? 8 : 0);
  waiter waiter = {.block = &block};
  if (has_result) CHECK_RESULT(begin(&block, &call), S_OK);
  else CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  thread *waiting = start(wait_on, &waiter);
  wait_for(&in_callback);
  // Complete, and nobody who waits is back.
  CHECK_RESULT(XAsyncGetStatus(&block, false), has_result ? S_OK : S_FALSE);
  usleep(10000);
  CHECK(!waiter.is_back);
  open_gate(&leave_callback);
  join(waiting);
  CHECK_RESULT(waiter.status, has_result ? S_OK : S_FALSE);
  if (has_result) CHECK_RESULT(take(&block), S_OK);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
}

// A16, A17, A18
TEST("who waits for a call waits for its callback, too") { check_waits_for_callback(false); }
TEST("who waits for a call with a result waits for its callback, too") { check_waits_for_callback(true); }

static void wait_for_itself(XAsyncBlock *block) {
  provided *call = block->context;
  note(call, 'c');
  CHECK_RESULT(XAsyncGetStatus(block, true), S_OK);
}

// A19
TEST("waiting inside of a call's own callback returns its status at once") {
  XTaskQueueHandle queue = manual_queue();
  for (size_t size = 0; size < 16; size += 8) {
    provided call = giving(size);
    XAsyncBlock block = {queue, &call, wait_for_itself, {0}};
    CHECK_RESULT(begin(&block, &call), S_OK);
    drain(queue);
    CHECK_LOG(&call, size ? "BDc" : "BDUc");
    CHECK_RESULT(take(&block), S_OK);
  }
  XTaskQueueCloseHandle(queue);
}

static HRESULT wait_in_work(XAsyncBlock *block) { return XAsyncGetStatus(block, true); }

// A19
TEST("waiting inside of a call's own work is refused") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncRun(&block, wait_in_work), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_UNEXPECTED);
  XTaskQueueCloseHandle(queue);
}

// MARK: Cancelling

// A36, A38
TEST("Cancel is for the provider, once, and does not complete a call by itself") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = {0};
  CHECK_RESULT(begin(&block, &call), S_OK);
  for (int i = 0; i < 3; ++i) XAsyncCancel(&block);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
  XAsyncComplete(&block, S_OK, 0);
  CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
  CHECK_LOG(&call, "BXU");
  XTaskQueueCloseHandle(queue);
}

// A36, P22
TEST("a provider that is cancelled may complete the call at once, and cleanup follows Cancel") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  CHECK_RESULT(begin(&block, &call), S_OK);
  XAsyncCancel(&block);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_ABORT);
  CHECK_RESULT(take(&block), E_ABORT);
  CHECK_LOG(&call, "BXU");
  XTaskQueueCloseHandle(queue);
}

// A37
TEST("Cancel has no effect once a call is complete") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  CHECK_RESULT(begin(&block, &call), S_OK);
  drain(queue);
  XAsyncCancel(&block);
  CHECK_RESULT(take(&block), S_OK);
  XAsyncCancel(&block);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

// A41, D4
TEST("a run is not cancelled") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncRun(&block, succeed), S_OK);
  XAsyncCancel(&block);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_FALSE);
  XTaskQueueCloseHandle(queue);
}

static HRESULT stay_pending(XAsyncBlock *block) { return (void)block, E_PENDING; }

// A42
TEST("work of a run that returns E_PENDING ends as E_UNEXPECTED") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncRun(&block, stay_pending), S_OK);
  drain(queue);
  CHECK_RESULT(XAsyncGetStatus(&block, true), E_UNEXPECTED);
  XTaskQueueCloseHandle(queue);
}
