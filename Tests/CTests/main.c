// The C interface, tested from C:  CTests [PROMISE]
//
// Without an argument: says all promises, a line each. With one: has it shown, and fails where it is not kept.

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static test *first;

void add_test(test *test) {
  struct test **place = &first;
  while (*place) place = &(*place)->next;
  *place = test;
}

int main(int count, char **arguments) {
  for (test *test = first; test; test = test->next) {
    if (count < 2) {
      puts(test->promise);
    } else if (strcmp(arguments[1], test->promise) == 0) {
      test->body();
      CHECK(XTaskQueueUninitialize(5000));
      return has_failed() ? EXIT_FAILURE : EXIT_SUCCESS;
    }
  }
  return count < 2 ? EXIT_SUCCESS : 64;
}
