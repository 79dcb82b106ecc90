// FactorialCpp: the model's own example of an asynchronous function, in C++. Run it with `Examples/run FactorialCpp`.
// You will see 20! computed on a thread of the pool, once waited for and once taken in the callback. `--frames` is
// accepted, and there are none.
#include <XAsyncProvider.h>
#include <cstdint>
#include <cstdio>
#include <cstring>

uint64_t Factorial(uint64_t value) {
  uint64_t result = 1;

  while (value != 0) {
    result *= value;
    value--;
  }

  return result;
}

HRESULT FactorialAsync(uint64_t value, XAsyncBlock *async) {
  struct CallData {
    uint64_t value;
    uint64_t result;
  };

  CallData *data = new CallData();
  data->value = value;
  data->result = 1;

  HRESULT hr = XAsyncBegin(async, data, reinterpret_cast<const void *>(FactorialAsync), __FUNCTION__,
                           [](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
    CallData *d = static_cast<CallData *>(data->context);

    switch (op) {
    case XAsyncOp::Begin:
      return XAsyncSchedule(data->async, 0);

    case XAsyncOp::Cleanup:
      delete d;
      break;

    case XAsyncOp::GetResult:
      std::memcpy(data->buffer, &d->result, sizeof(uint64_t));
      break;

    case XAsyncOp::DoWork:
      d->result = Factorial(d->value);
      XAsyncComplete(data->async, S_OK, sizeof(uint64_t));
      break;

    case XAsyncOp::Cancel:
      break;
    }

    return S_OK;
  });

  // A call that does not begin is not cleaned up.
  if (FAILED(hr)) delete data;
  return hr;
}

HRESULT FactorialAsyncResult(XAsyncBlock *async, uint64_t *result) {
  return XAsyncGetResult(async, reinterpret_cast<const void *>(FactorialAsync), sizeof(uint64_t), result, nullptr);
}

void Print(const char *how, XAsyncBlock *async) {
  uint64_t result = 0;
  HRESULT hr = FactorialAsyncResult(async, &result);
  if (SUCCEEDED(hr)) std::printf("in C++, %s: 20! = %llu\n", how, static_cast<unsigned long long>(result));
  else std::printf("in C++, %s: 0x%08X\n", how, static_cast<unsigned>(hr));
}

int main() {
  // On the queue of the process, whose ports are both on the thread pool.
  XAsyncBlock waited{};
  if (FAILED(FactorialAsync(20, &waited)) || FAILED(XAsyncGetStatus(&waited, true))) return 1;
  Print("waited for", &waited);

  XAsyncBlock *called = new XAsyncBlock{};
  XTaskQueueHandle queue = nullptr;
  if (FAILED(XTaskQueueCreate(XTaskQueueDispatchMode::ThreadPool, XTaskQueueDispatchMode::Manual, &queue))) return 1;
  called->queue = queue;
  called->callback = [](XAsyncBlock *async) {
    Print("in its callback", async);
    delete async;
  };
  if (FAILED(FactorialAsync(20, called))) return 1;
  XTaskQueueDispatch(queue, XTaskQueuePort::Completion, INFINITE);
  XTaskQueueCloseHandle(queue);
}
