// Monitors and waiters, as programs in C++ use them.

#include "cpp.hpp"

#include <atomic>
#include <sys/eventfd.h>
#include <unistd.h>

// A monitor that is a lambda. Nobody is inside of it any more when it is gone.
class Monitor {
public:
  using Body = std::function<void(XTaskQueueHandle, Port)>;

  Monitor(XTaskQueueHandle queue, Body function) : queue(queue), state(new State) {
    state->body = std::move(function);
    CHECK_RESULT(XTaskQueueRegisterMonitor(queue, state.get(), [](void *state, XTaskQueueHandle queue, Port port) {
      static_cast<State *>(state)->call(queue, port);
    }, &token), S_OK);
  }

  Monitor(const Monitor &) = delete;

  ~Monitor() {
    XTaskQueueUnregisterMonitor(queue, token);
    CHECK(state->inside == 0);
  }

private:
  struct State {
    Body body;
    std::atomic<int> inside{0};

    void call(XTaskQueueHandle queue, Port port) {
      ++inside;
      std::this_thread::yield();
      body(queue, port);
      --inside;
    }
  };

  XTaskQueueHandle queue;
  std::unique_ptr<State> state;
  XTaskQueueRegistrationToken token{};
};

// Q75, Q76
TEST("C++: monitors come and go while other threads submit, and none is called once it is gone") {
  enum { threads = 4, rounds = 300 };
  Queue queue(Mode::ThreadPool, Mode::Manual);
  std::atomic<int> told{0}, ran{0};
  in_parallel(threads, [&](int thread) {
    for (int i = 0; i < rounds; ++i) {
      std::unique_ptr<int> seen(new int(0));  // by this thread alone, in its own submit, once the monitor is there
      std::thread::id self = std::this_thread::get_id();
      Monitor monitor(queue, [&, self](XTaskQueueHandle, Port port) {
        CHECK(port == Port::Work);
        if (std::this_thread::get_id() == self) ++*seen;
        ++told;
      });
      CHECK_RESULT(submit(queue, Port::Work, [&](bool) { ++ran; }), S_OK);
      CHECK(*seen == 1);
      (void)thread;
    }
  });
  CHECK_RESULT(submit(queue, Port::Work, [](bool) {}), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(queue, false, nullptr, nullptr), S_OK);
  while (XTaskQueueDispatch(queue, Port::Completion, 1000)) continue;
  CHECK(told >= threads * rounds);
  CHECK(ran == threads * rounds);
}

// Q75, Q76
TEST("C++: monitors are registered and unregistered by callbacks and by other monitors") {
  Queue queue(Mode::Manual, Mode::Manual);
  int inner_told = 0, outer_told = 0;
  std::unique_ptr<Monitor> inner;
  {
    Monitor outer(queue, [&](XTaskQueueHandle told, Port) {
      ++outer_told;
      if (outer_told == 1) inner.reset(new Monitor(told, [&](XTaskQueueHandle, Port) { ++inner_told; }));
      if (outer_told == 3) inner.reset();
    });
    for (int i = 0; i < 4; ++i) CHECK_RESULT(submit(queue, Port::Work, [](bool) {}), S_OK);
    CHECK(outer_told == 4);
    // Each change holds for the next callback that is put on the port.
    CHECK(inner_told == 1);
  }
  CHECK_RESULT(submit(queue, Port::Work, [&](bool) {
    inner.reset(new Monitor(queue, [&](XTaskQueueHandle, Port) { inner_told = 100; }));
    CHECK_RESULT(submit(queue, Port::Completion, [&](bool) { inner.reset(); }), S_OK);
  }), S_OK);
  while (XTaskQueueDispatch(queue, Port::Work, 0) || XTaskQueueDispatch(queue, Port::Completion, 0)) continue;
  CHECK(inner_told == 100);
  CHECK(!inner);
  CHECK(outer_told == 4);
}

// Q71, Q75
TEST("C++: a monitor that dispatches what it is told of runs everything, from several threads") {
  enum { threads = 8, callbacks = 300 };
  Queue queue(Mode::Manual, Mode::Manual);
  std::atomic<int> ran{0};
  {
    Monitor pump(queue, [](XTaskQueueHandle queue, Port port) { XTaskQueueDispatch(queue, port, 0); });
    in_parallel(threads, [&](int) {
      for (int i = 0; i < callbacks; ++i) {
        CHECK_RESULT(submit(queue, i % 2 ? Port::Work : Port::Completion, [&](bool) { ++ran; }), S_OK);
      }
    });
    CHECK(ran == threads * callbacks);
    CHECK_RESULT(XTaskQueueTerminate(queue, true, nullptr, nullptr), S_OK);
  }
  CHECK(XTaskQueueIsEmpty(queue, Port::Work));
}

struct Waiter {
  XTaskQueueHandle queue = nullptr;
  XTaskQueueRegistrationToken token{};
  int descriptor = eventfd(0, EFD_NONBLOCK);
  std::atomic<int> called{0}, cancelled{0};
  int last = 0;
  Event over;

  HRESULT begin(XTaskQueueHandle on, Port port) {
    queue = on;
    HANDLE handle = reinterpret_cast<HANDLE>(static_cast<intptr_t>(descriptor));
    return XTaskQueueRegisterWaiter(queue, port, handle, this, [](void *waiter, bool cancelled) {
      static_cast<Waiter *>(waiter)->call(cancelled);
    }, &token);
  }

  void call(bool is_cancelled) {
    if (is_cancelled) {
      ++cancelled;
      return over.happen();
    }
    if (++called == last) {
      XTaskQueueUnregisterWaiter(queue, token);
      over.happen();
    } else {
      signal();
    }
  }

  void signal() {
    uint64_t one = 1;
    CHECK(write(descriptor, &one, sizeof one) == sizeof one);
  }

  ~Waiter() { close(descriptor); }
};

// Q61, Q62, Q64
TEST("C++: a waiter signals its own handle again and again, and unregisters itself") {
  for (Mode mode : {Mode::ThreadPool, Mode::SerializedThreadPool}) {
    Queue queue(mode, Mode::Manual);
    Waiter waiter;
    waiter.last = 100;
    CHECK_RESULT(waiter.begin(queue, Port::Work), S_OK);
    CHECK(waiter.token.token != 0);
    waiter.signal();
    waiter.over.wait();
    waiter.signal();
    CHECK(waiter.called == 100);
    CHECK(waiter.cancelled == 0);
    // The callback may still be on its way out of here.
    while (!XTaskQueueIsEmpty(queue, Port::Work)) std::this_thread::yield();
    CHECK(waiter.called == 100);
  }
}

// Q61, Q65
TEST("C++: waiters of a composite are told that it was terminated, each once") {
  enum { waiters = 8 };
  Queue root(Mode::ThreadPool, Mode::ThreadPool), queue(root, Port::Work, Port::Completion);
  std::vector<std::unique_ptr<Waiter>> all;
  for (int i = 0; i < waiters; ++i) {
    all.push_back(std::unique_ptr<Waiter>(new Waiter));
    CHECK_RESULT(all.back()->begin(queue, i % 2 ? Port::Work : Port::Completion), S_OK);
  }
  in_parallel(4, [&](int) { CHECK_RESULT(XTaskQueueTerminate(queue, true, nullptr, nullptr), S_OK); });
  for (auto &waiter : all) {
    CHECK(waiter->cancelled == 1);
    CHECK(waiter->called == 0);
  }
}
