// Queues, as programs in C++ use them.

#include "cpp.hpp"

#include <atomic>

// When a callback was submitted: between two readings of the clock, as its thread may be interrupted there.
struct Submission {
  uint32_t delay;
  Clock::time_point before, after;

  bool is_due_before(const Submission &other) const {
    // What has no delay is ready at once, and not ordered with what is late.
    return other.delay > 0 && after + milliseconds(delay) <= other.before + milliseconds(other.delay);
  }
};

// Q33, Q34, Q37
TEST("C++: delayed lambdas run in the order they are due, none early, on manual and serialized ports") {
  for (Mode mode : {Mode::Manual, Mode::SerializedThreadPool}) {
    Queue queue(mode, Mode::Manual);
    std::vector<Submission> submissions;
    for (uint32_t delay : {60, 20, 40, 0, 20}) submissions.push_back({delay, {}, {}});
    std::vector<size_t> order;
    Event all;
    for (size_t i = 0; i < submissions.size(); ++i) {
      Submission &submission = submissions[i];
      auto due = Clock::now() + milliseconds(submission.delay);
      auto body = [=, &order, &all](bool cancelled) {
        CHECK(!cancelled);
        CHECK(Clock::now() >= due);
        CHECK(Clock::now() < due + milliseconds(5000));
        order.push_back(i);
        if (order.size() == 5) all.happen();
      };
      submission.before = Clock::now();
      CHECK_RESULT(submit(queue, Port::Work, body, submission.delay), S_OK);
      submission.after = Clock::now();
    }
    if (mode == Mode::Manual) {
      for (size_t i = 0; i < submissions.size(); ++i) CHECK(XTaskQueueDispatch(queue, Port::Work, 10000));
    }
    all.wait();
    for (size_t later = 1; later < order.size(); ++later)
      for (size_t earlier = 0; earlier < later; ++earlier)
        CHECK(!submissions[order[later]].is_due_before(submissions[order[earlier]]));
  }
}

// Q45, Q46, Q48
TEST("C++: threads that dispatch with timeouts share what comes, and go when nothing has come for so long") {
  enum { threads = 8, callbacks = 2000, timeout = 150 };
  Queue queue(Mode::Manual, Mode::Manual);
  std::atomic<int> ran{0}, dispatched{0};
  std::thread submitter([&] {
    for (int i = 0; i < callbacks; ++i) {
      CHECK_RESULT(submit(queue, Port::Work, [&](bool) { ++ran; }, i % 100 == 0 ? 1 : 0), S_OK);
      if (i % 50 == 0) std::this_thread::sleep_for(milliseconds(1));
    }
  });
  in_parallel(threads, [&](int) {
    auto begun = Clock::now();
    while (XTaskQueueDispatch(queue, Port::Work, timeout)) {
      ++dispatched;
      begun = Clock::now();
    }
    CHECK(Clock::now() - begun >= milliseconds(timeout));
  });
  submitter.join();
  while (XTaskQueueDispatch(queue, Port::Work, 10)) ++dispatched;
  CHECK(ran == callbacks);
  CHECK(dispatched == callbacks);
}

// Q18, Q21
TEST("C++: a serialized pool runs one lambda of a port at a time, each thread's in their order") {
  enum { queues = 4, submitters = 8, callbacks = 300 };
  struct Serial {
    Queue queue{Mode::SerializedThreadPool, Mode::SerializedThreadPool};
    std::atomic<int> inside{0};
    int ran = 0;  // by one at a time: nothing else guards it
    int last[submitters] = {};
  };
  std::vector<std::unique_ptr<Serial>> serials;
  for (int i = 0; i < queues; ++i) serials.push_back(std::unique_ptr<Serial>(new Serial));
  in_parallel(submitters, [&](int submitter) {
    for (int number = 1; number <= callbacks; ++number)
      for (auto &owned : serials) {
        Serial *serial = owned.get();
        auto body = [=](bool) {
          CHECK(++serial->inside == 1);
          if (number % 50 == 0) std::this_thread::yield();
          CHECK(serial->last[submitter] == number - 1);
          serial->last[submitter] = number;
          ++serial->ran;
          --serial->inside;
        };
        CHECK_RESULT(submit(serial->queue, Port::Work, body), S_OK);
      }
  });
  for (auto &serial : serials) {
    CHECK_RESULT(XTaskQueueTerminate(serial->queue, true, nullptr, nullptr), S_OK);
    CHECK(serial->ran == submitters * callbacks);
  }
}

struct Ending {
  Queue queue;
  std::atomic<int> ran{0}, ends{0};

  explicit Ending(const Queue &of) : queue(of, Port::Work, Port::Completion) {}

  void submit_some(int count) {
    for (int i = 0; i < count; ++i) {
      CHECK_RESULT(submit(queue, Port::Work, [this](bool) { ++ran; }, i % 3 == 0 ? 100000 : 0), S_OK);
      CHECK_RESULT(submit(queue, Port::Completion, [this](bool) { ++ran; }), S_OK);
    }
  }

  void terminate() {
    auto ended = [](void *ending) { ++static_cast<Ending *>(ending)->ends; };
    CHECK_RESULT(XTaskQueueTerminate(queue, true, this, ended), S_OK);
  }
};

static const std::vector<std::pair<Mode, Mode>> all_modes = {
  {Mode::Manual, Mode::Manual},
  {Mode::ThreadPool, Mode::ThreadPool},
  {Mode::SerializedThreadPool, Mode::SerializedThreadPool},
  {Mode::ThreadPool, Mode::Immediate},
};

// Q57, Q58, Q79, Q87
TEST("C++: sixty-four threads terminate each its composite of one queue, which goes on") {
  enum { threads = 64, callbacks = 30 };
  for (auto modes : all_modes) {
    Queue root(modes.first, modes.second);
    std::unique_ptr<Dispatchers> dispatchers;
    if (modes.first == Mode::Manual) dispatchers.reset(new Dispatchers(root, 2));
    std::vector<std::unique_ptr<Ending>> endings;
    for (int i = 0; i < threads; ++i) {
      endings.push_back(std::unique_ptr<Ending>(new Ending(root)));
      endings.back()->submit_some(callbacks);
    }
    in_parallel(threads, [&](int i) {
      endings[i]->terminate();
      CHECK(endings[i]->ran == 2 * callbacks);
      CHECK(endings[i]->ends == 1);
      CHECK_RESULT(submit(endings[i]->queue, Port::Work, [](bool) {}), E_ABORT);
    });
    Event ran;
    CHECK_RESULT(submit(root, Port::Work, [&](bool cancelled) {
      CHECK(!cancelled);
      ran.happen();
    }), S_OK);
    ran.wait();
    CHECK_RESULT(XTaskQueueTerminate(root, true, nullptr, nullptr), S_OK);
  }
}

// Q84, Q85
TEST("C++: sixty-four threads terminate one composite at once, and each is told its end") {
  enum { threads = 64, callbacks = 30 };
  for (auto modes : all_modes) {
    Queue root(modes.first, modes.second);
    std::unique_ptr<Dispatchers> dispatchers;
    if (modes.first == Mode::Manual) dispatchers.reset(new Dispatchers(root, 2));
    Ending ending(root);
    ending.submit_some(callbacks);
    in_parallel(threads, [&](int) {
      ending.terminate();
      CHECK(ending.ran == 2 * callbacks);
    });
    CHECK(ending.ends == threads);
    CHECK_RESULT(XTaskQueueTerminate(root, true, nullptr, nullptr), S_OK);
  }
}

// Q10
//
//   thread 0                   pool
//   submit lambdas, each
//   with a handle
//   close all others
//                              run the lambdas
//                              close the last handle
TEST("C++: the last handle of a queue is one that a lambda on it holds") {
  enum { callbacks = 3 };
  for (Mode mode : {Mode::Manual, Mode::ThreadPool, Mode::SerializedThreadPool}) {
    Event closed, over;
    std::atomic<int> ran{0};
    XTaskQueueHandle last = nullptr;
    {
      Queue queue(mode, mode);
      auto held = std::make_shared<Queue>(queue.duplicate());
      last = *held;
      for (int i = 0; i < callbacks; ++i) {
        CHECK_RESULT(submit(queue, Port::Work, [&, held](bool cancelled) {
          CHECK(!cancelled);
          closed.wait();
          if (++ran == callbacks) over.happen();
        }), S_OK);
      }
    }
    closed.happen();
    if (mode == Mode::Manual) {
      while (XTaskQueueDispatch(last, Port::Work, 0)) continue;
    }
    over.wait();
    CHECK(XTaskQueueUninitialize(5000));
    CHECK_RESULT(submit(last, Port::Work, [](bool) {}), E_GAMERUNTIME_INVALID_HANDLE);
  }
}

// Q98, Q99, Q100
TEST("C++: threads use the queue of the process while others set it") {
  enum { threads = 8, rounds = 500 };
  Queue serial(Mode::SerializedThreadPool, Mode::ThreadPool), pool(Mode::ThreadPool, Mode::ThreadPool);
  std::atomic<int> submitted{0}, ran{0};
  in_parallel(threads, [&](int thread) {
    for (int i = 0; i < rounds; ++i) {
      const XTaskQueueHandle choices[] = {serial, pool, nullptr};
      if (thread == 0) XTaskQueueSetCurrentProcessTaskQueue(choices[i % 3]);
      XTaskQueueHandle current = nullptr;
      bool is_there = XTaskQueueGetCurrentProcessTaskQueue(&current);
      CHECK(is_there == (current != nullptr));
      if (!is_there) continue;
      Queue queue(current);
      CHECK_RESULT(submit(queue, Port::Work, [&](bool) { ++ran; }), S_OK);
      ++submitted;
    }
  });
  XTaskQueueSetCurrentProcessTaskQueue(nullptr);
  CHECK_RESULT(XTaskQueueTerminate(serial, true, nullptr, nullptr), S_OK);
  CHECK_RESULT(XTaskQueueTerminate(pool, true, nullptr, nullptr), S_OK);
  CHECK(XTaskQueueUninitialize(0) == false);  // two handles are open here
  while (ran < submitted) std::this_thread::yield();
  CHECK(submitted >= rounds / 2);
}
