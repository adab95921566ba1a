#!/bin/sh
# Inside Debian 11: compiles the CPython in /build/python for glibc 2.28 and installs it in /opt/python.
set -e
cd /build/python
# Functions of glibc 2.30; without them CPython takes the older ones.
export ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no
# A security patch of Debian's reaches into the inner headers; Debian builds this module another way.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
./configure -q --prefix=/opt/python --enable-shared --with-ensurepip=no --disable-test-modules \
    CFLAGS="-O2 -include /build/oldest.h" LDFLAGS="-Wl,-rpath,/opt/python/lib"
make -s -j"$(nproc)"
make -s install
find /opt/python -name "*.so*" -type f -exec strip --strip-unneeded {} +
/opt/python/bin/python3.11 -c 'import _ctypes, _elementtree, _lzma, _ssl, bz2, pyexpat, zlib'
