// What the tests in C++ share: the habits of programs in C++. Handles that close themselves, lambdas turned into
// callbacks, threads that are joined at the end.

#ifndef CPP_HPP
#define CPP_HPP

#include <XAsyncProvider.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "promise.h"

using Mode = XTaskQueueDispatchMode;
using Port = XTaskQueuePort;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A handle that is closed at the end of its scope.
class Queue {
public:
  Queue(Mode work, Mode completion) { CHECK_RESULT(XTaskQueueCreate(work, completion, &handle), S_OK); }

  // A composite of the ports of another.
  Queue(const Queue &of, Port work, Port completion) {
    XTaskQueuePortHandle ports[2] = {nullptr, nullptr};
    CHECK_RESULT(XTaskQueueGetPort(of, work, &ports[0]), S_OK);
    CHECK_RESULT(XTaskQueueGetPort(of, completion, &ports[1]), S_OK);
    CHECK_RESULT(XTaskQueueCreateComposite(ports[0], ports[1], &handle), S_OK);
  }

  explicit Queue(XTaskQueueHandle handle) : handle(handle) {}
  Queue(Queue &&other) noexcept : handle(other.handle) { other.handle = nullptr; }
  Queue(const Queue &) = delete;
  ~Queue() { XTaskQueueCloseHandle(handle); }

  Queue duplicate() const {
    XTaskQueueHandle another = nullptr;
    CHECK_RESULT(XTaskQueueDuplicateHandle(handle, &another), S_OK);
    return Queue(another);
  }

  operator XTaskQueueHandle() const { return handle; }

private:
  XTaskQueueHandle handle = nullptr;
};

// Hands a lambda to a port: it is told whether it is cancelled, and gone once it has returned.
template <class Body> HRESULT submit(XTaskQueueHandle queue, Port port, Body body, uint32_t delay = 0) {
  auto *context = new Body(std::move(body));
  HRESULT result = XTaskQueueSubmitDelayedCallback(queue, port, delay, context, [](void *context, bool cancelled) {
    std::unique_ptr<Body> body(static_cast<Body *>(context));
    (*body)(cancelled);
  });
  if (FAILED(result)) delete context;
  return result;
}

// Several threads that begin at once, and have ended when this returns.
inline void in_parallel(int count, const std::function<void(int)> &body) {
  std::mutex mutex;
  std::condition_variable all_there;
  int there = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      {
        std::unique_lock<std::mutex> lock(mutex);
        if (++there == count) all_there.notify_all();
        all_there.wait(lock, [&] { return there == count; });
      }
      body(i);
    });
  for (auto &thread : threads) thread.join();
}

// Threads that dispatch a queue until it has ended.
class Dispatchers {
public:
  Dispatchers(XTaskQueueHandle queue, int count) {
    for (Port port : {Port::Work, Port::Completion})
      for (int i = 0; i < count; ++i)
        threads.emplace_back([=] { while (XTaskQueueDispatch(queue, port, INFINITE)) continue; });
  }

  ~Dispatchers() {
    for (auto &thread : threads) thread.join();
  }

private:
  std::vector<std::thread> threads;
};

// Something that happens once, for threads to wait for.
class Event {
public:
  void happen() {
    std::lock_guard<std::mutex> lock(mutex);
    happened = true;
    changed.notify_all();
  }

  void wait() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return happened; });
  }

private:
  std::mutex mutex;
  std::condition_variable changed;
  bool happened = false;
};

#endif
