/* Starts the program: python311.dll of this folder runs app\start.py with the arguments given.
 * Built twice: windowed as 申报助手.exe, with a console as aimed.exe. */

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST_PATH 32768
#define OWN_ARGUMENTS 5

typedef int (*python_main)(int, wchar_t **);

static int refuse(const wchar_t *words)
{
#ifdef WINDOWED
    MessageBoxW(NULL, words, L"申报助手", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    WriteConsoleW(GetStdHandle(STD_ERROR_HANDLE), words, (DWORD)wcslen(words), &written, NULL);
#endif
    return 3;
}

/* The path of `name` in the folder of this program, to be kept until the end. */
static wchar_t *beside(const wchar_t *name)
{
    wchar_t *path = malloc(LONGEST_PATH * sizeof *path);
    DWORD length = path ? GetModuleFileNameW(NULL, path, LONGEST_PATH) : 0;
    wchar_t *last = length && length < LONGEST_PATH ? wcsrchr(path, L'\\') : NULL;
    if (!last || (size_t)(last - path) + wcslen(name) + 2 > LONGEST_PATH)
        return NULL;
    wcscpy(last + 1, name);
    return path;
}

static int run(int count, wchar_t **given)
{
    /* -B: the folder may be read-only, and uninstalling shall find what was installed. */
    wchar_t *own[OWN_ARGUMENTS] = {given[0], L"-B", L"-X", L"utf8", beside(L"app\\start.py")};
    wchar_t *library = beside(L"python311.dll");
    wchar_t **arguments = calloc(count + OWN_ARGUMENTS, sizeof *arguments);
    HMODULE python;
    python_main start;

    if (!own[4] || !library || !arguments)
        return refuse(L"程序所在的文件夹路径太长。请把程序移到较短的路径下再运行。\n");
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    start = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start)
        return refuse(L"程序文件不完整：找不到 python311.dll，或它打不开。请重新安装，或把整个文件夹重新复制过来。\n");
    memcpy(arguments, own, sizeof own);
    memcpy(arguments + OWN_ARGUMENTS, given + 1, (count - 1) * sizeof *given);
    return start(count - 1 + OWN_ARGUMENTS, arguments);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, wchar_t *line, int show)
{
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **given)
{
    return run(count, given);
}
#endif
