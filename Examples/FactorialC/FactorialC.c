// FactorialC: one asynchronous function in C, as a library offers it. Run it with `Examples/run FactorialC`.
// You will see 20! computed on a thread of the pool and taken in the callback, which the main thread dispatches; then
// that 21! fails, as it takes more than 64 bits. `--frames` is accepted, and there are none.
#include <XAsyncProvider.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct factorial {
  uint64_t value, result;
} factorial;

static HRESULT compute(factorial *call) {
  call->result = 1;
  for (uint64_t factor = 2; factor <= call->value; ++factor)
    if (__builtin_mul_overflow(call->result, factor, &call->result)) return E_FAIL;
  return S_OK;
}

// Begin schedules the work. DoWork completes the call, or fails it by returning a failure. GetResult copies the result.
// Cleanup is the last that is called, and always is.
static HRESULT CALLBACK provider(XAsyncOp op, const XAsyncProviderData *data) {
  factorial *call = data->context;
  switch (op) {
  case XAsyncOp_Begin:
    return XAsyncSchedule(data->async, 0);
  case XAsyncOp_DoWork: {
    HRESULT result = compute(call);
    if (SUCCEEDED(result)) XAsyncComplete(data->async, S_OK, sizeof call->result);
    return result;
  }
  case XAsyncOp_GetResult:
    *(uint64_t *)data->buffer = call->result;
    return S_OK;
  case XAsyncOp_Cleanup:
    free(call);
    return S_OK;
  default:
    return S_OK;
  }
}

// The two functions that a user of it calls. The identity says that they belong together.
static const char identity;

static HRESULT FactorialAsync(uint64_t value, XAsyncBlock *async) {
  factorial *call = malloc(sizeof *call);
  if (!call) return E_OUTOFMEMORY;
  call->value = value;
  HRESULT result = XAsyncBegin(async, call, &identity, __func__, provider);
  // Where a call does not begin its provider is told nothing.
  if (FAILED(result)) free(call);
  return result;
}

static HRESULT FactorialResult(XAsyncBlock *async, uint64_t *result) {
  return XAsyncGetResult(async, &identity, sizeof *result, result, NULL);
}

static void CALLBACK completed(XAsyncBlock *async) {
  const uint64_t *value = async->context;
  uint64_t result;
  HRESULT status = FactorialResult(async, &result);
  if (SUCCEEDED(status)) printf("in C: %" PRIu64 "! = %" PRIu64 "\n", *value, result);
  else printf("in C: %" PRIu64 "! fails with 0x%08X\n", *value, (unsigned)status);
}

int main(void) {
  XTaskQueueHandle queue;
  if (FAILED(XTaskQueueCreate(XTaskQueueDispatchMode_ThreadPool, XTaskQueueDispatchMode_Manual, &queue))) return 1;
  for (uint64_t value = 20; value <= 21; ++value) {
    XAsyncBlock async = {.queue = queue, .context = &value, .callback = completed};
    if (FAILED(FactorialAsync(value, &async))) return 1;
    // A game does this once a frame, and does not wait.
    XTaskQueueDispatch(queue, XTaskQueuePort_Completion, INFINITE);
  }
  XTaskQueueCloseHandle(queue);
  return 0;
}
