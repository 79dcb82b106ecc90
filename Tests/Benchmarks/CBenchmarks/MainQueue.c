#include "CBenchmarks.h"

// Exported by libdispatch for those who run the main thread themselves.
int _dispatch_get_main_queue_handle_4CF(void);
void _dispatch_main_queue_callback_4CF(void *message);

void cbenchmarks_run_main_queue(void) {
  static bool is_adopted;
  if (!is_adopted) _dispatch_get_main_queue_handle_4CF();
  is_adopted = true;
  _dispatch_main_queue_callback_4CF(0);
}
