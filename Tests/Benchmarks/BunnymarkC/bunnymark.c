// Bunnymark as one writes it in C on SDL2: what the framework's own is measured against.
//
//     BunnymarkC copy|geometry COUNT FRAMES [tinted] [rotated] [tiny] PICTURE
//
// Which renderer draws is SDL_RENDER_DRIVER's to say. Prints the median frame in milliseconds.

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { width = 800, height = 600, warm_up = 60 };

typedef struct {
  float x, y, across, down;
  SDL_Color tint;
} bunny;

typedef struct {
  bool geometry, tinted, rotated, tiny;
} looks;

static SDL_Renderer *renderer;
static SDL_Texture *texture;
static SDL_Vertex *vertices;
static int *indices;
static int picture_width, picture_height;

static float between(float low, float high) {
  return low + (high - low) * (float)rand() / (float)RAND_MAX;
}

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, SDL_GetError());
  exit(1);
}

static void load(const char *path, bool tiny) {
  SDL_Surface *picture =
      tiny ? SDL_CreateRGBSurfaceWithFormat(0, 2, 2, 32, SDL_PIXELFORMAT_ARGB8888) : IMG_Load(path);
  if (!picture) fail(path);
  if (tiny) SDL_FillRect(picture, NULL, 0xffffffff);
  picture_width = picture->w;
  picture_height = picture->h;
  texture = SDL_CreateTextureFromSurface(renderer, picture);
  SDL_FreeSurface(picture);
  if (!texture) fail("the texture");
  // A picture without holes need not be mixed with what is below it.
  SDL_SetTextureBlendMode(texture, tiny ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
}

static void move(bunny *bunnies, int count) {
  const float right = width - picture_width, bottom = height - picture_height;
  for (int i = 0; i < count; i++) {
    bunny *b = &bunnies[i];
    b->down += 0.25f;
    b->x += b->across;
    b->y += b->down;
    if (b->x < 0 || b->x > right) b->across = -b->across;
    if (b->y > bottom) {
      b->y = bottom;
      b->down *= -0.96f;
    } else if (b->y < 0) {
      b->y = 0;
      b->down = 0;
    }
  }
}

static void copy(const bunny *bunnies, int count, looks looks) {
  for (int i = 0; i < count; i++) {
    const bunny *b = &bunnies[i];
    SDL_FRect place = {b->x, b->y, (float)picture_width, (float)picture_height};
    if (looks.tinted) SDL_SetTextureColorMod(texture, b->tint.r, b->tint.g, b->tint.b);
    if (looks.rotated)
      SDL_RenderCopyExF(renderer, texture, NULL, &place, 14, NULL, SDL_FLIP_NONE);
    else
      SDL_RenderCopyF(renderer, texture, NULL, &place);
  }
}

static void geometry(const bunny *bunnies, int count, looks looks) {
  const float w = (float)picture_width, h = (float)picture_height;
  const float c = looks.rotated ? 0.970295726f : 1, s = looks.rotated ? 0.241921896f : 0;
  const float corners[4][2] = {{-w / 2, -h / 2}, {w / 2, -h / 2}, {w / 2, h / 2}, {-w / 2, h / 2}};
  const SDL_FPoint places[4] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  for (int i = 0; i < count; i++) {
    const bunny *b = &bunnies[i];
    const SDL_Color white = {255, 255, 255, 255};
    for (int k = 0; k < 4; k++) {
      const float x = corners[k][0], y = corners[k][1];
      vertices[4 * i + k] = (SDL_Vertex){
          {b->x + w / 2 + x * c - y * s, b->y + h / 2 + x * s + y * c}, looks.tinted ? b->tint : white, places[k]};
    }
  }
  SDL_RenderGeometry(renderer, texture, vertices, 4 * count, indices, 6 * count);
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "BunnymarkC copy|geometry COUNT FRAMES [tinted] [rotated] [tiny] PICTURE\n");
    return 64;
  }
  const int count = atoi(argv[2]), frames = atoi(argv[3]);
  looks looks = {.geometry = !strcmp(argv[1], "geometry")};
  for (int i = 4; i < argc - 1; i++) {
    looks.tinted |= !strcmp(argv[i], "tinted");
    looks.rotated |= !strcmp(argv[i], "rotated");
    looks.tiny |= !strcmp(argv[i], "tiny");
  }

  if (SDL_Init(SDL_INIT_VIDEO)) fail("SDL_Init");
  SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1");
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  SDL_Window *window = SDL_CreateWindow("Bunnymark in C", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                                        height, 0);
  if (!window) fail("SDL_CreateWindow");
  renderer = SDL_CreateRenderer(window, -1, 0);
  if (!renderer) fail("SDL_CreateRenderer");
  load(argv[argc - 1], looks.tiny);

  bunny *bunnies = malloc(sizeof(bunny) * (size_t)(count + 1));
  vertices = malloc(sizeof(SDL_Vertex) * 4 * (size_t)(count + 1));
  indices = malloc(sizeof(int) * 6 * (size_t)(count + 1));
  for (int i = 0; i < count; i++) {
    bunnies[i] = (bunny){between(0, 700), between(0, 100), between(-4, 4), between(-2, 2),
                         {(Uint8)between(80, 255), (Uint8)between(80, 255), (Uint8)between(80, 255), 255}};
    const int first = 4 * i, corners[6] = {first, first + 1, first + 2, first + 2, first + 3, first};
    memcpy(&indices[6 * i], corners, sizeof corners);
  }

  double *times = malloc(sizeof(double) * (size_t)frames);
  for (int frame = -warm_up; frame < frames; frame++) {
    const Uint64 begin = SDL_GetPerformanceCounter();
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
      if (event.type == SDL_QUIT) return 1;
    }
    move(bunnies, count);
    SDL_SetRenderDrawColor(renderer, 0x2b, 0x3a, 0x55, 255);
    SDL_RenderClear(renderer);
    if (looks.geometry)
      geometry(bunnies, count, looks);
    else
      copy(bunnies, count, looks);
    SDL_RenderPresent(renderer);
    const Uint64 end = SDL_GetPerformanceCounter();
    if (frame >= 0) times[frame] = (double)(end - begin) * 1000 / (double)SDL_GetPerformanceFrequency();
  }
  qsort(times, (size_t)frames, sizeof(double), ascending);
  printf("%.4f\n", times[frames / 2]);
  SDL_Quit();
  return 0;
}
