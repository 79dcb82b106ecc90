// A provider's DoWork, and when it comes.

#include "calls.h"

#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// P7
TEST("a DoWork comes after its delay") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  call.delay = 20;
  int64_t start = now();
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_LOG(&call, "B");
  CHECK(XTaskQueueDispatch(queue, work, INFINITE));
  CHECK(now() - start >= 20000000);
  CHECK_LOG(&call, "BDU");
  XTaskQueueCloseHandle(queue);
}

// P8
TEST("one DoWork is scheduled at a time, and one that runs may schedule the next") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  call.rounds = 2;
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XAsyncSchedule(&block, 0), E_UNEXPECTED);
  drain(queue);
  CHECK_LOG(&call, "BDDDU");
  XTaskQueueCloseHandle(queue);
}

// P9, P10
TEST("what is complete is not scheduled") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock failed = block_on(queue), held = failed, released = failed;
  provided calls[] = {waiting(), waiting(), waiting()};
  CHECK_RESULT(begin(&failed, &calls[0]), S_OK);
  CHECK_RESULT(begin(&held, &calls[1]), S_OK);
  CHECK_RESULT(begin(&released, &calls[2]), S_OK);
  XAsyncComplete(&failed, E_FAIL, 0);
  XAsyncComplete(&held, S_OK, 8);
  XAsyncComplete(&released, S_OK, 0);
  CHECK_RESULT(XAsyncSchedule(&failed, 0), E_FAIL);
  CHECK_RESULT(XAsyncSchedule(&held, 0), E_INVALIDARG);
  CHECK_RESULT(XAsyncSchedule(&released, 0), E_INVALIDARG);
  CHECK_RESULT(take(&held), S_OK);
  CHECK_RESULT(XAsyncSchedule(&held, 0), E_INVALIDARG);
  drain(queue);
  CHECK_LOG(&calls[1], "BGU");
  XTaskQueueCloseHandle(queue);
}

// P9
TEST("a queue that ends refuses what is scheduled each time with E_ABORT") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = waiting();
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, NULL, NULL), S_OK);
  for (int i = 0; i < 3; ++i) CHECK_RESULT(XAsyncSchedule(&block, 0), E_ABORT);
  XAsyncComplete(&block, E_ABORT, 0);
  drain(queue);
  CHECK_LOG(&call, "BU");
  XTaskQueueCloseHandle(queue);
}

// P11
TEST("a DoWork of a call that is complete is left out") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(0);
  CHECK_RESULT(begin(&block, &call), S_OK);
  XAsyncComplete(&block, S_OK, 0);
  CHECK(XTaskQueueDispatch(queue, work, 0));
  CHECK_LOG(&call, "BU");
  XTaskQueueCloseHandle(queue);
}

// P12
TEST("what DoWork returns counts where it has not completed the call") {
  XTaskQueueHandle queue = manual_queue();
  const struct {
    HRESULT work;
    bool completes;
    HRESULT status;
  } cases[] = {{E_PENDING, false, E_PENDING}, {E_FAIL, false, E_FAIL},        {S_OK, false, E_UNEXPECTED},
               {S_FALSE, false, E_UNEXPECTED}, {E_FAIL, true, 0x12345678}, {E_PENDING, true, 0x12345678}};
  for (int i = 0; i < 6; ++i) {
    XAsyncBlock block = block_on(queue);
    provided call = giving(0);
    call.work = cases[i].work;
    call.completes_in_work = cases[i].completes;
    call.status_to_give = 0x12345678;
    CHECK_RESULT(begin(&block, &call), S_OK);
    drain(queue);
    CHECK_RESULT(XAsyncGetStatus(&block, false), cases[i].status);
    XAsyncComplete(i == 0 ? &block : NULL, S_OK, 0);
    CHECK_LOG(&call, "BDU");
  }
  XTaskQueueCloseHandle(queue);
}

static _Atomic int at_work;

static void work_alone(provided *call) {
  (void)call;
  CHECK(at_work++ == 0);
  // Scheduled before this one has returned.
  if (call->rounds > 0) {
    call->rounds--;
    CHECK_RESULT(XAsyncSchedule(call->copy, 0), S_OK);
    call->work = E_PENDING;
    call->completes_in_work = false;
    usleep(1000);
  } else {
    call->completes_in_work = true;
  }
  at_work--;
}

static HRESULT alone(XAsyncOp op, const XAsyncProviderData *data) {
  provided *call = data->context;
  if (op == XAsyncOp_Begin) call->copy = data->async;
  if (op != XAsyncOp_DoWork) return provider(op, data);
  note(call, 'D');
  work_alone(call);
  if (call->completes_in_work) XAsyncComplete(data->async, S_OK, 0);
  return E_PENDING;
}

// P14
TEST("two DoWorks of a call never overlap") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  XAsyncBlock block = block_on(queue);
  provided call = {.schedules = true, .rounds = 30};
  CHECK_RESULT(XAsyncBegin(&block, &call, NULL, NULL, alone), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  CHECK_LOG(&call, "BDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDU");
}

// P15
TEST("work that is spread over time: Begin, six DoWorks, GetResult, Cleanup") {
  XTaskQueueHandle queue = new_queue(pooled, pooled);
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  call.rounds = 5;
  call.delay = 20;
  int64_t start = now();
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  CHECK(now() - start >= 120000000);
  CHECK_RESULT(take(&block), S_OK);
  XTaskQueueCloseHandle(queue);
  CHECK(XTaskQueueUninitialize(5000));
  CHECK_LOG(&call, "BDDDDDDGU");
}
