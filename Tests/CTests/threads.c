#include "test.h"

#include <string.h>

static void check_unmarked(void *context) {
  (void)context;
  CHECK(!XThreadIsTimeSensitive());
}

// S1, S2
TEST("the mark of a time-sensitive thread is the thread's own") {
  CHECK(!XThreadIsTimeSensitive());
  CHECK_RESULT(XThreadSetTimeSensitive(true), S_OK);
  CHECK(XThreadIsTimeSensitive());
  join(start(check_unmarked, NULL));
  CHECK_RESULT(XThreadSetTimeSensitive(false), S_OK);
  CHECK(!XThreadIsTimeSensitive());
}

// S3
TEST("what may take long says so on a time-sensitive thread, and on no other") {
  CHECK(strcmp(said_by(XThreadAssertNotTimeSensitive), "") == 0);
  XThreadSetTimeSensitive(true);
  CHECK(strstr(said_by(XThreadAssertNotTimeSensitive), "time-sensitive") != NULL);
}

static void get_port(void) {
  XTaskQueueHandle queue = manual_queue();
  CHECK(port_of(queue, work) != NULL);
  XTaskQueueCloseHandle(queue);
}

static void terminate(void) {
  XTaskQueueHandle queue = new_queue(immediate, immediate);
  counter ended = {0};
  CHECK_RESULT(XTaskQueueTerminate(queue, false, &ended, count_end), S_OK);
  CHECK(ended.calls == 1);
  XTaskQueueCloseHandle(queue);
}

// S5, S6
TEST("a function that may take long does what it is asked for on a time-sensitive thread, too") {
  XThreadSetTimeSensitive(true);
  CHECK(strstr(said_by(get_port), "XTaskQueueGetPort") != NULL);
  CHECK(strstr(said_by(get_port), "XTaskQueueGetPort") == NULL);
  CHECK(strcmp(said_by(terminate), "Terminating a queue may take long, and this is a time-sensitive thread\n") == 0);
}

static void submit_and_dispatch(void) {
  XTaskQueueHandle queue = manual_queue(), duplicate = NULL;
  CHECK_RESULT(XTaskQueueSubmitCallback(queue, work, NULL, ignore), S_OK);
  CHECK(XTaskQueueDispatch(queue, work, 0));
  CHECK_RESULT(XTaskQueueDuplicateHandle(queue, &duplicate), S_OK);
  XTaskQueueCloseHandle(duplicate);
  XTaskQueueCloseHandle(queue);
}

// S6
TEST("submitting, dispatching without waiting and closing are for time-sensitive threads") {
  XThreadSetTimeSensitive(true);
  CHECK(strcmp(said_by(submit_and_dispatch), "") == 0);
}
