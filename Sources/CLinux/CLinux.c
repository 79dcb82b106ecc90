#include "CLinux.h"

static __thread void *current_callback;

void *clinux_current_callback(void) { return current_callback; }
void clinux_set_current_callback(void *callback) { current_callback = callback; }
