#!/usr/bin/env bash
# Builds dist/aimed, the folder that is copied to a PC without Python, and lets it test itself.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BUILD="$PROJECT/.venv-build/bin"

# PyInstaller carries libraries along: libpython, which Debian has in a package of its own, and those
# of the screen, which an office PC may lack.
need_packages binutils python3 python3-venv "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}"
need_packages "lib$(basename "$(readlink -f /usr/bin/python3)")"

cd "$PROJECT"
if [ ! -x "$BUILD/pyinstaller" ]; then
    say "建立打包用的虚拟环境 .venv-build"
    /usr/bin/python3 -m venv .venv-build
fi
say "安装程序及打包工具"
"$BUILD/python" -m pip install -q --disable-pip-version-check --root-user-action=ignore -e ".[build]"
say "打包"
"$BUILD/pyinstaller" --noconfirm --clean --log-level ERROR build.spec
say "成品自检"
QT_QPA_PLATFORM=offscreen dist/aimed/aimed --self-test
du -sh dist/aimed
