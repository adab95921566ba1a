/* For trying the program under Wine 8 alone, which lacks this library of Windows; never shipped.
 * What Rust's standard library in cryptography asks it for: random bytes. */

#include <windows.h>

#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *bytes, size_t count)
{
    while (count > 0) {
        ULONG part = count > 65536 ? 65536 : (ULONG)count;
        if (!RtlGenRandom(bytes, part))
            return FALSE;
        bytes += part;
        count -= part;
    }
    return TRUE;
}
