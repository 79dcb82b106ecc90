// How a provider begins.

#include "calls.h"

#include <string.h>

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
