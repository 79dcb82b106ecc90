// What the other headers of this library are written in: result codes, calling conventions, annotations.
//
// Nothing is taken from a program that has it already: every macro is defined only where it is not, and
// HRESULT and HANDLE are left alone where S_OK, HRESULT or _HRESULT_DEFINED is a macro by then.

#ifndef XTASKQUEUETYPES_H
#define XTASKQUEUETYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A result: negative where something has failed. The codes are those of Windows.
#if !defined(S_OK) && !defined(HRESULT) && !defined(_HRESULT_DEFINED)
#define _HRESULT_DEFINED
typedef int32_t HRESULT;
// What can be waited for: on Linux a file descriptor, (HANDLE)(intptr_t)descriptor.
typedef void *HANDLE;
#endif

// An HRESULT of another size would not be what the library returns: use int32_t.
typedef char XTaskQueueResultsHave32Bits[sizeof(HRESULT) == 4 ? 1 : -1];

#ifndef SUCCEEDED
#define SUCCEEDED(hr) (((HRESULT)(hr)) >= 0)
#endif
#ifndef FAILED
#define FAILED(hr) (((HRESULT)(hr)) < 0)
#endif

#ifndef S_OK
#define S_OK ((HRESULT)0)
#endif
#ifndef S_FALSE
#define S_FALSE ((HRESULT)1)
#endif
// An asynchronous call is not complete yet. FAILED is true for it.
#ifndef E_PENDING
#define E_PENDING ((HRESULT)0x8000000A)
#endif
// The result of a call has been taken already.
#ifndef E_ILLEGAL_METHOD_CALL
#define E_ILLEGAL_METHOD_CALL ((HRESULT)0x8000000E)
#endif
#ifndef E_NOTIMPL
#define E_NOTIMPL ((HRESULT)0x80004001)
#endif
#ifndef E_POINTER
#define E_POINTER ((HRESULT)0x80004003)
#endif
// The call was cancelled, or its queue is terminated.
#ifndef E_ABORT
#define E_ABORT ((HRESULT)0x80004004)
#endif
#ifndef E_FAIL
#define E_FAIL ((HRESULT)0x80004005)
#endif
#ifndef E_UNEXPECTED
#define E_UNEXPECTED ((HRESULT)0x8000FFFF)
#endif
#ifndef E_HANDLE
#define E_HANDLE ((HRESULT)0x80070006)
#endif
#ifndef E_OUTOFMEMORY
#define E_OUTOFMEMORY ((HRESULT)0x8007000E)
#endif
#ifndef E_NOT_SUPPORTED
#define E_NOT_SUPPORTED ((HRESULT)0x80070032)
#endif
#ifndef E_INVALIDARG
#define E_INVALIDARG ((HRESULT)0x80070057)
#endif
#ifndef E_NOT_SUFFICIENT_BUFFER
#define E_NOT_SUFFICIENT_BUFFER ((HRESULT)0x8007007A)
#endif
#ifndef E_TIME_CRITICAL_THREAD
#define E_TIME_CRITICAL_THREAD ((HRESULT)0x800701A0)
#endif
// No queue was named, and the process has none.
#ifndef E_NO_TASK_QUEUE
#define E_NO_TASK_QUEUE ((HRESULT)0x800701AB)
#endif
// The handle is null, closed, or none. (Some versions of the model give E_HANDLE for that. This library gives
// this one; a program that is built for both takes either.)
#ifndef E_GAMERUNTIME_INVALID_HANDLE
#define E_GAMERUNTIME_INVALID_HANDLE ((HRESULT)0x8924010C)
#endif

// A timeout that never ends.
#ifndef INFINITE
#define INFINITE 0xFFFFFFFF
#endif

#ifndef CALLBACK
#define CALLBACK
#endif

#ifndef STDAPI
#ifdef __cplusplus
#define STDAPI extern "C" HRESULT
#else
#define STDAPI extern HRESULT
#endif
#endif

#ifndef STDAPI_
#ifdef __cplusplus
#define STDAPI_(type) extern "C" type
#else
#define STDAPI_(type) extern type
#endif
#endif

// No function throws.
#ifdef __cplusplus
#define XTASKQUEUE_NOEXCEPT noexcept
#else
#define XTASKQUEUE_NOEXCEPT
#endif

// Annotations for an analyser that there is on Windows only.
#ifndef _In_
#define _In_
#endif
#ifndef _In_opt_
#define _In_opt_
#endif
#ifndef _In_z_
#define _In_z_
#endif
#ifndef _In_opt_z_
#define _In_opt_z_
#endif
#ifndef _In_reads_
#define _In_reads_(count)
#endif
#ifndef _In_reads_opt_
#define _In_reads_opt_(count)
#endif
#ifndef _In_reads_bytes_
#define _In_reads_bytes_(size)
#endif
#ifndef _In_reads_bytes_opt_
#define _In_reads_bytes_opt_(size)
#endif
#ifndef _Out_
#define _Out_
#endif
#ifndef _Out_opt_
#define _Out_opt_
#endif
#ifndef _Out_writes_
#define _Out_writes_(count)
#endif
#ifndef _Out_writes_opt_
#define _Out_writes_opt_(count)
#endif
#ifndef _Out_writes_bytes_
#define _Out_writes_bytes_(size)
#endif
#ifndef _Out_writes_bytes_opt_
#define _Out_writes_bytes_opt_(size)
#endif
#ifndef _Out_writes_to_
#define _Out_writes_to_(size, count)
#endif
#ifndef _Out_writes_to_opt_
#define _Out_writes_to_opt_(size, count)
#endif
#ifndef _Out_writes_bytes_to_
#define _Out_writes_bytes_to_(size, count)
#endif
#ifndef _Out_writes_bytes_to_opt_
#define _Out_writes_bytes_to_opt_(size, count)
#endif
#ifndef _Outptr_
#define _Outptr_
#endif
#ifndef _Outptr_opt_
#define _Outptr_opt_
#endif
#ifndef _Outptr_result_maybenull_
#define _Outptr_result_maybenull_
#endif
#ifndef _Inout_
#define _Inout_
#endif
#ifndef _Inout_opt_
#define _Inout_opt_
#endif
#ifndef _Inout_updates_
#define _Inout_updates_(count)
#endif
#ifndef _Inout_updates_bytes_
#define _Inout_updates_bytes_(size)
#endif
#ifndef _Ret_maybenull_
#define _Ret_maybenull_
#endif
#ifndef _Ret_notnull_
#define _Ret_notnull_
#endif
#ifndef _Ret_z_
#define _Ret_z_
#endif
#ifndef _Field_z_
#define _Field_z_
#endif
#ifndef _Field_size_
#define _Field_size_(count)
#endif
#ifndef _Field_size_bytes_
#define _Field_size_bytes_(size)
#endif
#ifndef _Success_
#define _Success_(expression)
#endif
#ifndef _Check_return_
#define _Check_return_
#endif
#ifndef _Must_inspect_result_
#define _Must_inspect_result_
#endif
#ifndef _Null_terminated_
#define _Null_terminated_
#endif
#ifndef _Use_decl_annotations_
#define _Use_decl_annotations_
#endif

#endif
