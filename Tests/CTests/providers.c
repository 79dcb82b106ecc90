#include "calls.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// P1, P26
TEST("a call with a result: Begin, DoWork, GetResult, Cleanup") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = giving(8);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_LOG(&call, "B");
  drain(queue);
  CHECK_RESULT(take(&block), S_OK);
  CHECK_LOG(&call, "BDGU");
  XTaskQueueCloseHandle(queue);
}

// P2, P26
TEST("a failure of Begin is the call's, and XAsyncBegin succeeds") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = {.begin = E_FAIL};
  note_end(&block, &call);
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_FAIL);
  CHECK_LOG(&call, "B");
  drain(queue);
  CHECK_LOG(&call, "BcU");
  CHECK(call.status == E_FAIL);
  XTaskQueueCloseHandle(queue);
}

// P3, P5
TEST("Begin may return E_PENDING or any success, and what it begins be scheduled later") {
  XTaskQueueHandle queue = manual_queue();
  const HRESULT codes[] = {E_PENDING, S_OK, S_FALSE, 0x12345678};
  for (int i = 0; i < 4; ++i) {
    XAsyncBlock block = block_on(queue);
    provided call = {.begin = codes[i], .completes_in_work = true};
    CHECK_RESULT(begin(&block, &call), S_OK);
    CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
    CHECK_RESULT(XAsyncSchedule(i % 2 ? &block : call.copy, 0), S_OK);
    drain(queue);
    CHECK_RESULT(XAsyncGetStatus(&block, false), S_OK);
    CHECK_LOG(&call, "BDU");
  }
  XTaskQueueCloseHandle(queue);
}

// P4, P26
TEST("a call that completes in Begin is over when XAsyncBegin returns, whatever Begin returns") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  provided call = {.completes_in_begin = true, .begin = E_FAIL, .status_to_give = S_FALSE};
  CHECK_RESULT(begin(&block, &call), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, false), S_FALSE);
  CHECK_LOG(&call, "BU");
  XTaskQueueCloseHandle(queue);
}

// MARK: Memory for the context

static HRESULT look_at_context(XAsyncOp op, const XAsyncProviderData *data) {
  const unsigned char *bytes = data->context;
  if (op == XAsyncOp_Begin) {
    CHECK((uintptr_t)bytes % 16 == 0 && memcmp(bytes, "ab", 2) == 0);
    for (int i = 2; i < 100; ++i) CHECK(bytes[i] == 0);
    memset(data->context, 1, 100);
    XAsyncComplete(data->async, S_OK, 0);
  }
  if (op == XAsyncOp_Cleanup) CHECK(bytes[99] == 1);
  return S_OK;
}

// P6
TEST("XAsyncBeginAlloc gives a provider memory, zero but for its parameters") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  char parameters[] = "ab";
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, 100, 2, parameters), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  XTaskQueueCloseHandle(queue);
}

// P6
TEST("XAsyncBeginAlloc refuses sizes that do not fit") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  char parameters[8];
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, 0, 0, NULL), E_INVALIDARG);
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, 8, 8, NULL), E_INVALIDARG);
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, 8, 0, parameters), E_INVALIDARG);
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, 7, 8, parameters), E_INVALIDARG);
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, NULL, 8, 8, parameters), E_POINTER);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_POINTER);
  XTaskQueueCloseHandle(queue);
}

// The sanitizers end a program that asks for so much.
#ifndef __has_feature
#define __has_feature(feature) 0  // of clang
#endif
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
// A6
TEST("memory that is not to be had is E_OUTOFMEMORY") {
  XTaskQueueHandle queue = manual_queue();
  XAsyncBlock block = block_on(queue);
  CHECK_RESULT(XAsyncBeginAlloc(&block, NULL, NULL, look_at_context, SIZE_MAX / 4, 0, NULL), E_OUTOFMEMORY);
  CHECK_RESULT(XAsyncGetStatus(&block, false), E_OUTOFMEMORY);
  XTaskQueueCloseHandle(queue);
}
#endif

// MARK: Scheduling

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

// MARK: Completion and cleanup

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
