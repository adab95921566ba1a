/* glibc 2.29 gave these five a new version that 麒麟 and 统信 lack; the first one computes the same. */
#if defined(__aarch64__)
#define FIRST_GLIBC "GLIBC_2.17"
#else
#define FIRST_GLIBC "GLIBC_2.2.5"
#endif
__asm__(".symver exp,exp@" FIRST_GLIBC);
__asm__(".symver exp2,exp2@" FIRST_GLIBC);
__asm__(".symver log,log@" FIRST_GLIBC);
__asm__(".symver log2,log2@" FIRST_GLIBC);
__asm__(".symver pow,pow@" FIRST_GLIBC);
#undef FIRST_GLIBC
