// What libraries that provide asynchronous calls use beyond XAsyncProvider.h.

#ifndef XASYNCPROVIDERPRIV_H
#define XASYNCPROVIDERPRIV_H

#include "XAsyncProvider.h"

// As XAsyncBegin, with memory for the provider's context that belongs to the call and is freed after Cleanup.
//
// contextSize: its bytes. They are zero before Begin, but for the first parameterBlockSize ones, which are copied from
// parameterBlock. It is aligned for every type.
// parameterBlock: null, and its size zero, where there is nothing to copy.
//
// Returns the same as XAsyncBegin, and
//   E_INVALIDARG   contextSize is zero; parameterBlock is null and its size is not, or the other way round; it is larger
//                  than the context
STDAPI XAsyncBeginAlloc(_Inout_ XAsyncBlock *asyncBlock, _In_opt_ const void *identity,
                        _In_opt_ const char *identityName, _In_ XAsyncProvider *provider,
                        _In_ size_t contextSize, _In_ size_t parameterBlockSize,
                        _In_reads_bytes_opt_(parameterBlockSize) void *parameterBlock) XTASKQUEUE_NOEXCEPT;

#endif
