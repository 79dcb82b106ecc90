// What Swift's runtime and libdispatch export for those who run the main thread themselves, and declare in no
// header of the toolchain.

#ifndef CSWIFTRUNTIME_H
#define CSWIFTRUNTIME_H

#include <stdbool.h>
#include <stdint.h>

/// What an unowned reference to a serial executor is: two words.
typedef struct {
  const void *identity;
  uintptr_t implementation;
} csr_executor;

/// Gives the executor that is to be the main actor's. Has to give the same one always.
typedef csr_executor (*csr_main_executor)(void);
/// Takes a job that prefers no executor, or leaves it to Swift's thread pool by returning false.
typedef bool (*csr_take_job)(void *job);

/// From now on the main actor's executor is the one `main_executor` gives, and `take_job` is asked first for
/// every job that is on its way to Swift's thread pool. Call it before anything runs on the main actor: it is
/// meant for `csr_start`.
///
/// Returns whether the runtime has these hooks.
bool csr_install(csr_main_executor main_executor, csr_take_job take_job);

/// Is called when the program is loaded, before any Swift code runs. Defined by who imports this.
void csr_start(void);

/// Runs a job as Swift's thread pool would, on the calling thread.
void csr_run_job(void *job);

/// Whether the calling thread is the one that the process began with.
bool csr_is_first_thread(void);

/// Tells libdispatch that the first thread runs its main queue from now on, by calling
/// `csr_run_main_queue`. (On Linux the handle is a descriptor that becomes readable; it is not needed here.)
void csr_adopt_main_queue(void);

/// Runs what is on libdispatch's main queue by now. On the first thread only.
void csr_run_main_queue(void);

/// A piece of code: what the dynamic linker knows of it.
typedef struct {
  /// Of the program's or the library's file. As it was called by, which need not lead to it.
  const char *path;
  bool is_program;
  /// Where the file lies in memory.
  uintptr_t base;
  /// The last symbol before the code, or null. The linker knows few.
  const char *symbol;
  uintptr_t symbol_address;
} csr_code;

/// Looks an address up; false where no file lies there.
bool csr_find_code(uintptr_t address, csr_code *code);

/// A mangled name as one reads it, short where the runtime can say it so; to be freed. Null if it is none.
char *csr_demangle(const char *name);
/// The same with the modules of all types.
char *csr_demangle_fully(const char *name);

#endif
