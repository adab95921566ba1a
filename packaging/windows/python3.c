/* python3.dll does nothing itself: its .def file sends every name on to python311.dll. */
int __stdcall DllMainCRTStartup(void *self, unsigned long reason, void *reserved)
{
    (void)self, (void)reason, (void)reserved;
    return 1;
}
