# Sourced by what tries the Windows folder under Wine: a Wine of its own below build/, and `in_wine PROGRAM [ARGUMENTS]`.

MINGW=x86_64-w64-mingw32
export WINEPREFIX="$PROJECT/build/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe="
WINE_SOURCES="$PROJECT/packaging/windows/wine"

# Makes the Wine, with two libraries that Wine 8 lacks in part or wholly (see their sources).
need_wine() {
    local system="$WINEPREFIX/drive_c/windows/system32" library
    need_packages wine wine64 gcc-mingw-w64-x86-64 python3
    if [ ! -d "$system" ]; then
        say "准备 Wine"
        mkdir -p "$PROJECT/build"
        wineboot -i >/dev/null 2>&1
        wine winecfg -v win10 >/dev/null 2>&1
    fi
    [ ! -e "$system/ucrtwine.dll" ] || return 0
    wineserver -w
    "$MINGW-gcc" -shared -Os -s -Wall -Wextra -Werror "$WINE_SOURCES/bcryptprimitives.c" -ladvapi32 \
        -o "$system/bcryptprimitives.dll"
    library="$system/ucrtbase.dll"
    "$MINGW-objdump" -p "$library" |
        python3 "$PROJECT/scripts/make_forwarder.py" ucrtbase ucrtwine --own "$WINE_SOURCES/ucrtbase.c" \
            >"$PROJECT/build/ucrtbase.def"
    "$MINGW-gcc" -shared -static -Os -s -Wall -Wextra -Werror "$WINE_SOURCES/ucrtbase.c" \
        "$PROJECT/build/ucrtbase.def" -o "$PROJECT/build/ucrtbase.dll"
    # under its own name and without its mark, Wine takes its library for one of Windows
    sed 's/Wine builtin DLL/Wine copied  DLL/' "$library" >"$system/ucrtwine.dll"
    rm "$library"
    cp "$PROJECT/build/ucrtbase.dll" "$library"
}

# Python under Wine wants pipes, not files, on stdin and stdout.
in_wine() { true | in_wine_with_input "$@" | cat; }

in_wine_with_input() { WINEDLLOVERRIDES="$WINEDLLOVERRIDES;ucrtbase=n" wine "$@" 2>&1; }

# A path as Windows writes it.
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
