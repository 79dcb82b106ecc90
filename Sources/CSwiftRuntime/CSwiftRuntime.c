#define _GNU_SOURCE
#include "CSwiftRuntime.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

// The hooks of the concurrency runtime. Weak: where a runtime has them no more, the program still starts and
// the main queue is all there is.

typedef __attribute__((swiftcall)) csr_executor (*get_main_executor)(void);
extern __attribute__((swiftcall, weak)) csr_executor (*swift_task_getMainExecutor_hook)(
    get_main_executor original);

typedef __attribute__((swiftcall)) void (*enqueue_global)(void *job);
extern __attribute__((swiftcall, weak)) void (*swift_task_enqueueGlobal_hook)(
    void *job, enqueue_global original);

extern __attribute__((swiftcall)) void swift_job_run(
    void *job, const void *identity, uintptr_t implementation);

static csr_main_executor main_executor;
static csr_take_job take_job;

static __attribute__((swiftcall)) csr_executor main_executor_hook(get_main_executor original) {
  (void)original;
  return main_executor();
}

static __attribute__((swiftcall)) void global_hook(void *job, enqueue_global original) {
  if (!take_job(job)) original(job);
}

bool csr_install(csr_main_executor main, csr_take_job take) {
  if (&swift_task_getMainExecutor_hook == 0 || &swift_task_enqueueGlobal_hook == 0) return false;
  main_executor = main;
  take_job = take;
  swift_task_getMainExecutor_hook = main_executor_hook;
  swift_task_enqueueGlobal_hook = global_hook;
  return true;
}

__attribute__((constructor)) static void start(void) { csr_start(); }

// The executor of no actor is two empty words.
void csr_run_job(void *job) { swift_job_run(job, 0, 0); }

bool csr_is_first_thread(void) { return syscall(SYS_gettid) == getpid(); }

extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *message);

void csr_adopt_main_queue(void) { (void)_dispatch_get_main_queue_handle_4CF(); }
void csr_run_main_queue(void) { _dispatch_main_queue_callback_4CF(0); }

bool csr_find_code(uintptr_t address, csr_code *code) {
  Dl_info info;
  if (dladdr((const void *)address, &info) == 0) return false;
  uintptr_t base = (uintptr_t)info.dli_fbase;
  // The table that the kernel tells of lies in the program's first page.
  bool is_program = (getauxval(AT_PHDR) & ~(uintptr_t)0xfff) == base;
  *code = (csr_code){
      info.dli_fname, is_program, base, info.dli_sname, (uintptr_t)info.dli_saddr};
  return true;
}

// Names. The short form is the runtime's own for its backtraces.

extern char *swift_demangle(
    const char *name, size_t length, char *buffer, size_t *size, uint32_t flags);
extern __attribute__((weak)) char *_swift_backtrace_demangle(
    const char *name, size_t length, char *buffer, size_t *size);

char *csr_demangle_fully(const char *name) { return swift_demangle(name, strlen(name), 0, 0, 0); }

char *csr_demangle(const char *name) {
  if (&_swift_backtrace_demangle == 0) return csr_demangle_fully(name);
  return _swift_backtrace_demangle(name, strlen(name), 0, 0);
}
