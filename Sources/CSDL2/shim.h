#pragma once
#include <SDL2/SDL.h>

/* Macros that Swift cannot import. */
static inline int csdl_windowpos_centered(void) { return (int)SDL_WINDOWPOS_CENTERED; }
