/* For trying the program under Wine 8 alone, whose C library lacks most of C99's complex numbers, which numpy asks for
 * as it is imported; never shipped. Everything else of ucrtbase.dll is answered by Wine's own, under the name ucrtwine.
 * Windows passes these numbers as structures, and its long double is a double. */

#include <complex.h>
#include <math.h>

#undef I

typedef struct { float re, im; } number_f;
typedef struct { double re, im; } number;

static double complex from(number z) { return __builtin_complex(z.re, z.im); }
static number to(double complex z) { return (number){creal(z), cimag(z)}; }
static double complex from_f(number_f z) { return __builtin_complex((double)z.re, (double)z.im); }
static number_f to_f(double complex z) { return (number_f){(float)creal(z), (float)cimag(z)}; }

#define REAL_OF(name) \
    float own_##name##f(number_f z) { return (float)name(from_f(z)); } \
    double own_##name(number z) { return name(from(z)); } \
    double own_##name##l(number z) { return name(from(z)); }

#define NUMBER_OF(name) \
    number_f own_##name##f(number_f z) { return to_f(name(from_f(z))); } \
    number own_##name(number z) { return to(name(from(z))); } \
    number own_##name##l(number z) { return to(name(from(z))); }

REAL_OF(creal)
REAL_OF(cimag)
REAL_OF(carg)
REAL_OF(cabs)
NUMBER_OF(cexp)
NUMBER_OF(ccos)
NUMBER_OF(csin)
NUMBER_OF(ctan)
NUMBER_OF(ccosh)
NUMBER_OF(csinh)
NUMBER_OF(ctanh)

number_f own_cpowf(number_f z, number_f w) { return to_f(cpow(from_f(z), from_f(w))); }
number own_cpow(number z, number w) { return to(cpow(from(z), from(w))); }
number own_cpowl(number z, number w) { return to(cpow(from(z), from(w))); }
