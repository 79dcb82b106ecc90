#include "calls.h"

#include <stdio.h>
#include <string.h>

XAsyncBlock block_on(XTaskQueueHandle queue) { return (XAsyncBlock){.queue = queue}; }

void note(provided *call, char letter) {
  int place = call->length++;
  if (place < (int)sizeof call->log - 1) call->log[place] = letter;
}

static HRESULT begin_op(provided *call, XAsyncBlock *copy) {
  note(call, 'B');
  call->copy = copy;
  if (call->completes_in_begin) XAsyncComplete(copy, call->status_to_give, call->size);
  if (call->schedules) CHECK_RESULT(XAsyncSchedule(copy, call->delay), S_OK);
  return call->begin;
}

static HRESULT work_op(provided *call, XAsyncBlock *copy) {
  note(call, 'D');
  if (call->in_work) call->in_work(call);
  if (call->rounds > 0) {
    call->rounds--;
    CHECK_RESULT(XAsyncSchedule(copy, call->delay), S_OK);
    return E_PENDING;
  }
  if (call->completes_in_work) XAsyncComplete(copy, call->status_to_give, call->size);
  return call->work;
}

HRESULT provider(XAsyncOp op, const XAsyncProviderData *data) {
  provided *call = data->context;
  switch (op) {
  case XAsyncOp_Begin: return begin_op(call, data->async);
  case XAsyncOp_DoWork: return work_op(call, data->async);
  case XAsyncOp_GetResult:
    note(call, 'G');
    call->capacity = data->bufferSize;
    memset(data->buffer, 0x5A, call->size);
    return call->result;
  case XAsyncOp_Cancel:
    note(call, 'X');
    if (call->aborts_on_cancel) XAsyncComplete(data->async, E_ABORT, 0);
    return S_OK;
  default: note(call, 'U'); return S_OK;
  }
}

provided giving(size_t size) { return (provided){.schedules = true, .completes_in_work = true, .size = size}; }
provided waiting(void) { return (provided){.aborts_on_cancel = true}; }

const char identity;

HRESULT begin(XAsyncBlock *block, provided *call) { return XAsyncBegin(block, call, &identity, "begin", provider); }

static void ended(XAsyncBlock *block) {
  provided *call = block->context;
  call->status = XAsyncGetStatus(block, false);
  call->block = block;
  note(call, 'c');
}

void note_end(XAsyncBlock *block, provided *call) {
  block->context = call;
  block->callback = ended;
}

void check_log(provided *call, const char *expected, const char *file, int line) {
  if (strcmp(call->log, expected) == 0) return;
  fprintf(stderr, "noted %s and not %s\n", call->log, expected);
  check(false, "the provider is told what it should be", file, line);
}

HRESULT take(XAsyncBlock *block) {
  char buffer[64];
  return XAsyncGetResult(block, &identity, sizeof buffer, buffer, NULL);
}

void check_block_refused(XAsyncBlock *block) {
  size_t size = 1;
  CHECK_RESULT(XAsyncGetStatus(block, false), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetStatus(block, true), E_INVALIDARG);
  CHECK_RESULT(XAsyncGetResultSize(block, &size), E_INVALIDARG);
  CHECK(size == 0);
  CHECK_RESULT(take(block), E_INVALIDARG);
  CHECK_RESULT(XAsyncSchedule(block, 0), E_INVALIDARG);
  XAsyncCancel(block);
  XAsyncComplete(block, S_OK, 8);
}
