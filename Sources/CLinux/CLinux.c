#include "CLinux.h"

__thread void *clinux_current_callback;
