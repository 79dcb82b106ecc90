// What the random calls of queues and those of asynchronous calls share.

#ifndef FUZZ_H
#define FUZZ_H

#include "test.h"

enum { places = 16 };

// How many callbacks of this thread are inside of each other.
extern _Thread_local int inside;

// A random number of this thread's.
unsigned below(unsigned end);
bool one_in(unsigned count);

// Calls something, now and then, unless too many calls are inside of each other.
void call_something(void);
void call_inside(unsigned times);

// Gives a handle to all.
void keep_queue(XTaskQueueHandle queue);

#define BAD_HANDLE E_GAMERUNTIME_INVALID_HANDLE
#define IS_ONE_OF(function, result, ...)                                                                              \
  do {                                                                                                                \
    const HRESULT expected[] = {__VA_ARGS__};                                                                         \
    is_one_of(result, function, sizeof expected / sizeof *expected, expected);                                        \
  } while (0)
void is_one_of(HRESULT result, const char *function, int count, const HRESULT *expected);

// MARK: Asynchronous calls

// Random calls of the functions of XAsync.h and XAsyncProvider.h.
void begin_call(void);
void use_call(void);

void begin_calls(void);
// No other thread makes calls any more.
void end_calls(void);
// No queue is left.
void check_calls(void);

#endif
