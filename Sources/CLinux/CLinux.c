#include "CLinux.h"

__thread void *clinux_current_callback;
__thread _Bool clinux_time_sensitive;
