// Asynchronous calls, as programs in C++ make them.

#include "cpp.hpp"

#include <atomic>
#include <string>

// A17, A21
TEST("C++: sixty-four threads each wait for calls whose blocks are on their stacks") {
  enum { threads = 64, rounds = 100 };
  Queue queue(Mode::ThreadPool, Mode::ThreadPool);
  std::atomic<int> ran{0};
  in_parallel(threads, [&](int) {
    for (int i = 0; i < rounds; ++i) {
      XAsyncBlock block{};
      block.queue = queue;
      block.context = &ran;
      CHECK_RESULT(XAsyncRun(&block, [](XAsyncBlock *block) -> HRESULT {
        ++*static_cast<std::atomic<int> *>(block->context);
        return S_FALSE;
      }), S_OK);
      CHECK_RESULT(XAsyncGetStatus(&block, true), S_FALSE);
    }
  });
  CHECK(ran == threads * rounds);
}

// A17
TEST("C++: what a completion on the stack has written is seen by who has waited for its call") {
  enum { threads = 8, rounds = 200 };
  Queue queue(Mode::ThreadPool, Mode::SerializedThreadPool);
  in_parallel(threads, [&](int thread) {
    for (int i = 0; i < rounds; ++i) {
      int seen = 0;  // by this thread and the callback's: nothing guards it but the wait
      XAsyncBlock block{};
      block.queue = queue;
      block.context = &seen;
      block.callback = [](XAsyncBlock *block) { *static_cast<int *>(block->context) += 2; };
      CHECK_RESULT(XAsyncRun(&block, [](XAsyncBlock *block) -> HRESULT {
        ++*static_cast<int *>(block->context);
        return S_OK;
      }), S_OK);
      CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
      CHECK(seen == 3);
      (void)thread;
    }
  });
}

// A17
TEST("C++: sixteen threads wait for one call") {
  enum { threads = 16 };
  Queue queue(Mode::ThreadPool, Mode::ThreadPool);
  for (int round = 0; round < 20; ++round) {
    struct Context {
      Event may_end;
      std::atomic<bool> has_called{false};
    } context;
    XAsyncBlock block{};
    block.queue = queue;
    block.context = &context;
    block.callback = [](XAsyncBlock *block) {
      std::this_thread::sleep_for(milliseconds(1));
      static_cast<Context *>(block->context)->has_called = true;
    };
    CHECK_RESULT(XAsyncRun(&block, [](XAsyncBlock *block) -> HRESULT {
      static_cast<Context *>(block->context)->may_end.wait();
      return E_FAIL;
    }), S_OK);
    CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
    std::atomic<int> arrived{0};
    in_parallel(threads, [&](int) {
      if (++arrived == threads) context.may_end.happen();
      CHECK_RESULT(XAsyncGetStatus(&block, true), E_FAIL);
      CHECK(context.has_called);
    });
  }
}

// A block with a lambda that is called with its status, both gone after that.
struct Owned {
  XAsyncBlock block{};
  std::function<void(HRESULT)> done;

  static HRESULT run(XTaskQueueHandle queue, XAsyncWork *work, std::function<void(HRESULT)> done) {
    std::unique_ptr<Owned> owned(new Owned);
    owned->block.queue = queue;
    owned->block.context = owned.get();
    owned->done = std::move(done);
    owned->block.callback = [](XAsyncBlock *block) {
      std::unique_ptr<Owned> owned(static_cast<Owned *>(block->context));
      CHECK(block == &owned->block);
      owned->done(XAsyncGetStatus(block, false));
    };
    HRESULT result = XAsyncRun(&owned->block, work);
    if (SUCCEEDED(result)) (void)owned.release();
    return result;
  }
};

// A15, A43
TEST("C++: thousands of calls whose blocks go in their callbacks, while the queue is terminated") {
  enum { threads = 8, calls = 1000 };
  for (int round = 0; round < 3; ++round) {
    Queue queue(Mode::ThreadPool, Mode::ThreadPool);
    std::atomic<int> begun{0}, succeeded{0}, aborted{0};
    in_parallel(threads + 1, [&](int thread) {
      if (thread == threads) {
        while (succeeded < calls / 2) std::this_thread::yield();
        CHECK_RESULT(XTaskQueueTerminate(queue, true, nullptr, nullptr), S_OK);
        return;
      }
      for (int i = 0; i < calls; ++i) {
        HRESULT result = Owned::run(queue, [](XAsyncBlock *) -> HRESULT { return S_OK; }, [&](HRESULT status) {
          CHECK(status == S_OK || status == E_ABORT);
          ++(status == S_OK ? succeeded : aborted);
        });
        if (result == S_OK) ++begun;
        else CHECK_RESULT(result, E_ABORT);
      }
    });
    CHECK_RESULT(XTaskQueueTerminate(queue, true, nullptr, nullptr), S_OK);
    CHECK(succeeded + aborted == begun);
    CHECK(succeeded >= calls / 2);
  }
}

// A15, Q10
TEST("C++: a callback closes the last handle of its call's queue and frees its block") {
  for (Mode mode : {Mode::ThreadPool, Mode::SerializedThreadPool, Mode::Immediate}) {
    Event over;
    {
      Queue queue(Mode::ThreadPool, mode);
      auto held = std::make_shared<Queue>(queue.duplicate());
      CHECK_RESULT(Owned::run(queue, [](XAsyncBlock *) -> HRESULT {
        std::this_thread::sleep_for(milliseconds(5));
        return S_OK;
      }, [held, &over](HRESULT status) mutable {
        CHECK_RESULT(status, S_OK);
        held.reset();
        over.happen();
      }), S_OK);
    }
    over.wait();
    CHECK(XTaskQueueUninitialize(5000));
  }
}

// A provider that notes every operation and leaves the rest to a lambda.
struct Recorded {
  std::function<HRESULT(XAsyncOp, const XAsyncProviderData *)> body;
  std::mutex mutex;
  std::string ops;
  Event cleaned_up;

  static HRESULT CALLBACK provide(XAsyncOp op, const XAsyncProviderData *data) {
    auto *recorded = static_cast<Recorded *>(data->context);
    {
      std::lock_guard<std::mutex> lock(recorded->mutex);
      recorded->ops += "BDGXU"[static_cast<uint32_t>(op)];
    }
    HRESULT result = recorded->body ? recorded->body(op, data) : S_OK;
    if (op == XAsyncOp::Cleanup) recorded->cleaned_up.happen();
    return result;
  }

  HRESULT begin(XAsyncBlock *block) { return XAsyncBegin(block, this, nullptr, "Recorded", provide); }

  std::string seen() {
    std::lock_guard<std::mutex> lock(mutex);
    return ops;
  }
};

// P21, P22, P23
TEST("C++: a call is cancelled from another thread while it works, and its work stops") {
  Queue queue(Mode::ThreadPool, Mode::ThreadPool);
  for (bool completes_in_cancel : {false, true}) {
    Recorded call;
    Event working, cancelled;
    call.body = [&](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
      switch (op) {
      case XAsyncOp::Begin: return XAsyncSchedule(data->async, 0);
      case XAsyncOp::DoWork:
        working.happen();
        cancelled.wait();
        return completes_in_cancel ? E_PENDING : E_ABORT;
      case XAsyncOp::Cancel:
        if (completes_in_cancel) XAsyncComplete(data->async, E_ABORT, 0);
        cancelled.happen();
        return S_OK;
      default: return S_OK;
      }
    };
    XAsyncBlock block{};
    block.queue = queue;
    CHECK_RESULT(call.begin(&block), S_OK);
    working.wait();
    CHECK_RESULT(XAsyncGetStatus(&block, false), E_PENDING);
    in_parallel(4, [&](int) { XAsyncCancel(&block); });
    CHECK_RESULT(XAsyncGetStatus(&block, true), E_ABORT);
    call.cleaned_up.wait();
    CHECK(call.seen() == "BDXU");
  }
}

// A12, A36, A38, P23
//
//   pool          thread 0      thread 1
//   DoWork        cancel        cancel
//   complete
TEST("C++: calls that are cancelled while they complete have one end, one callback and one cleanup") {
  enum { calls = 400 };
  Queue queue(Mode::ThreadPool, Mode::ThreadPool);
  for (int i = 0; i < calls; ++i) {
    Recorded call;
    std::atomic<int> callbacks{0};
    call.body = [&](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
      if (op == XAsyncOp::Begin) return XAsyncSchedule(data->async, i % 3 == 0 ? 1 : 0);
      if (op == XAsyncOp::DoWork) XAsyncComplete(data->async, S_OK, 0);
      if (op == XAsyncOp::Cancel) XAsyncComplete(data->async, E_ABORT, 0);
      return S_OK;
    };
    XAsyncBlock block{};
    block.queue = queue;
    block.context = &callbacks;
    block.callback = [](XAsyncBlock *block) { ++*static_cast<std::atomic<int> *>(block->context); };
    CHECK_RESULT(call.begin(&block), S_OK);
    in_parallel(2, [&](int) { XAsyncCancel(&block); });
    HRESULT status = XAsyncGetStatus(&block, true);
    call.cleaned_up.wait();
    CHECK(callbacks == 1);
    CHECK_RESULT(XAsyncGetStatus(&block, false), status);
    std::string ops = call.seen();
    CHECK(status == S_OK || status == E_ABORT);
    CHECK(ops == "BDU" || ops == "BXU" || ops == "BDXU" || ops == "BXDU");
    CHECK(status == S_OK || ops.find('X') != std::string::npos);
  }
}

// P4, P19, A31
TEST("C++: a call that completes inside of Begin gives its result in its callback") {
  for (Mode mode : {Mode::ThreadPool, Mode::SerializedThreadPool, Mode::Immediate}) {
    Queue queue(Mode::ThreadPool, mode);
    struct Context {
      Recorded call;
      uint64_t result = 0;
    } context;
    context.call.body = [](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
      if (op == XAsyncOp::Begin) XAsyncComplete(data->async, S_OK, sizeof(uint64_t));
      if (op == XAsyncOp::GetResult) *static_cast<uint64_t *>(data->buffer) = 42;
      return S_OK;
    };
    XAsyncBlock block{};
    block.queue = queue;
    block.context = &context;
    block.callback = [](XAsyncBlock *block) {
      auto *context = static_cast<Context *>(block->context);
      size_t size = 0;
      CHECK_RESULT(XAsyncGetResultSize(block, &size), S_OK);
      CHECK(size == sizeof context->result);
      CHECK_RESULT(XAsyncGetResult(block, nullptr, sizeof context->result, &context->result, &size), S_OK);
    };
    CHECK_RESULT(context.call.begin(&block), S_OK);
    CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
    context.call.cleaned_up.wait();
    CHECK(context.result == 42);
    CHECK(context.call.seen() == "BGU");
  }
}

// P15
TEST("C++: work that schedules itself again is recorded, and takes its time") {
  Queue queue(Mode::ThreadPool, Mode::ThreadPool);
  Recorded call;
  int rounds = 5, result = 1;
  call.body = [&](XAsyncOp op, const XAsyncProviderData *data) -> HRESULT {
    switch (op) {
    case XAsyncOp::Begin: return XAsyncSchedule(data->async, 0);
    case XAsyncOp::DoWork:
      if (rounds == 0) {
        XAsyncComplete(data->async, S_OK, sizeof result);
        return S_OK;
      }
      result *= rounds--;
      CHECK_RESULT(XAsyncSchedule(data->async, 20), S_OK);
      return E_PENDING;
    case XAsyncOp::GetResult: *static_cast<int *>(data->buffer) = result; return S_OK;
    default: return S_OK;
    }
  };
  XAsyncBlock block{};
  block.queue = queue;
  auto begun = Clock::now();
  CHECK_RESULT(call.begin(&block), S_OK);
  CHECK_RESULT(XAsyncGetStatus(&block, true), S_OK);
  CHECK(Clock::now() - begun >= milliseconds(100));
  int factorial = 0;
  CHECK_RESULT(XAsyncGetResult(&block, nullptr, sizeof factorial, &factorial, nullptr), S_OK);
  CHECK(factorial == 120);
  call.cleaned_up.wait();  // the last DoWork may have had to return first
  CHECK(call.seen() == "BDDDDDDGU");
}
