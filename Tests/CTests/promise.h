// A test in C or C++: a promise and what shows it. Each runs in a process of its own, which afterwards may have no queue
// left.

#ifndef PROMISE_H
#define PROMISE_H

#include <XTaskQueue.h>
#include <XTaskQueuePriv.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct test {
  const char *promise;
  void (*body)(void);
  struct test *next;
} test;

void add_test(test *test);

#define TEST(promise) TEST_AT(promise, __LINE__)
#define TEST_AT(promise, line) TEST_IN(promise, line)
#define TEST_IN(promise, line)                                                                                         \
  static void body_##line(void);                                                                                       \
  static test test_##line = {promise, body_##line, 0};                                                                 \
  __attribute__((constructor)) static void add_##line(void) { add_test(&test_##line); }                                \
  static void body_##line(void)

// Says what is not as it should be, and has the process fail. The test goes on.
#define CHECK(condition) check(condition, #condition, __FILE__, __LINE__)
#define CHECK_RESULT(call, expected) check_result(call, expected, #call, __FILE__, __LINE__)

bool check(bool holds, const char *text, const char *file, int line);
void check_result(HRESULT result, HRESULT expected, const char *text, const char *file, int line);
bool has_failed(void);

#ifdef __cplusplus
}
#endif

#endif
