// What a program in C pays for asynchronous calls.

#include "CBenchmarks.h"

#include <XAsyncProvider.h>
#include <stdlib.h>

static HRESULT work(XAsyncBlock *block) {
  (void)block;
  cbenchmarks_callback(NULL, false);
  return S_OK;
}

static void completed(XAsyncBlock *block) {
  (void)block;
  cbenchmarks_callback(NULL, false);
}

static void expect(bool holds) {
  if (!holds) abort();
}

void cbenchmarks_run(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    XAsyncBlock block = {.queue = cbenchmarks_handle(queue)};
    XAsyncRun(&block, work);
    XTaskQueueDispatch(block.queue, XTaskQueuePort_Work, 0);
    expect(XAsyncGetStatus(&block, false) == S_OK);
  }
}

void cbenchmarks_run_with_callback(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    XAsyncBlock block = {.queue = cbenchmarks_handle(queue), .callback = completed};
    XAsyncRun(&block, work);
    XTaskQueueDispatch(block.queue, XTaskQueuePort_Work, 0);
    XTaskQueueDispatch(block.queue, XTaskQueuePort_Completion, 0);
    expect(XAsyncGetStatus(&block, false) == S_OK);
  }
}

// Doubles the number that is its context.
static HRESULT doubled(XAsyncOp op, const XAsyncProviderData *data) {
  switch (op) {
  case XAsyncOp_Begin: return XAsyncSchedule(data->async, 0);
  case XAsyncOp_DoWork:
    cbenchmarks_callback(NULL, false);
    XAsyncComplete(data->async, S_OK, sizeof(uint64_t));
    return S_OK;
  case XAsyncOp_GetResult: *(uint64_t *)data->buffer = 2 * (uint64_t)(uintptr_t)data->context; return S_OK;
  case XAsyncOp_Cleanup: cbenchmarks_callback(NULL, false); return S_OK;
  default: return S_OK;
  }
}

void cbenchmarks_provide(struct cbenchmarks_queue *queue, int64_t times) {
  for (int64_t i = 0; i < times; ++i) {
    XAsyncBlock block = {.queue = cbenchmarks_handle(queue)};
    uint64_t result = 0;
    XAsyncBegin(&block, (void *)(uintptr_t)i, NULL, NULL, doubled);
    XTaskQueueDispatch(block.queue, XTaskQueuePort_Work, 0);
    expect(XAsyncGetResult(&block, NULL, sizeof result, &result, NULL) == S_OK && result == 2 * (uint64_t)i);
  }
}
