#!/usr/bin/env bash
# Builds dist/aimed, the folder that is copied to a PC without Python, and lets it test itself.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BUILD="$PROJECT/.venv-build"

# PyInstaller carries libraries along: libpython, which Debian has in a package of its own, and those
# of the screen, which an office PC may lack.
need_packages binutils python3 python3-venv "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}"
need_packages "lib$(basename "$(readlink -f /usr/bin/python3)")"

cd "$PROJECT"
make_environment "$BUILD" /usr/bin/python3
say "安装程序及打包工具"
install_locked "$BUILD" "[build]"
install_project "$BUILD"
say "打包"
"$BUILD/bin/pyinstaller" --noconfirm --clean --log-level ERROR build.spec
say "成品自检"
QT_QPA_PLATFORM=offscreen dist/aimed/aimed --self-test
du -sh dist/aimed
