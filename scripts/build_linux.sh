#!/usr/bin/env bash
# Builds the release for 麒麟 V10 and 统信 20 (glibc 2.28) in a Debian 11 of its own: dist/linux holds the folder, a tar
# with an installer and a .deb. Needs root for the chroot. What was compiled once stays in build/linux.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

WORK="$PROJECT/build/linux"
OLD="$WORK/debian11"
OUT="$PROJECT/dist/linux"
MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' "$PROJECT/pyproject.toml")

[ "$(id -u)" = 0 ] || fail "需要 root 权限（chroot）。"
need_packages binutils debootstrap dpkg-dev python3 python3-venv
mkdir -p "$WORK" "$OUT"

in_old() { chroot "$OLD" env LANG=C.UTF-8 PYTHONUTF8=1 "$@"; }

# Debian 11 with a compiler and the libraries of the screen, which the folder carries along.
make_debian() {
    say "准备 Debian 11"
    rm -rf "$OLD"
    debootstrap --variant=minbase bullseye "$OLD" "$MIRROR" >"$WORK/debootstrap.log"
    in_old apt-get update -qq
    in_old env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        gcc libc6-dev make pkg-config binutils zlib1g-dev libbz2-dev liblzma-dev libffi-dev libssl-dev \
        "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}" >"$WORK/packages.log"
    touch "$WORK/debian.done"
}

# Debian 12's sources of CPython 3.11, with its security patches.
make_python() {
    say "编译 Python（约十分钟）"
    local apt="$WORK/apt"
    mkdir -p "$apt/lists/partial" "$OLD/build"
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $MIRROR bookworm main" >"$apt/sources.list"
    local options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$apt/lists" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update -qq
    (cd "$apt" && apt-get "${options[@]}" source -qq --download-only python3.11)
    rm -rf "$OLD/build/python"
    dpkg-source -x "$apt"/python3.11_*.dsc "$OLD/build/python" >"$WORK/source.log"
    cp "$PROJECT/packaging/linux/oldest.h" "$PROJECT/packaging/linux/make_python.sh" "$OLD/build/"
    in_old nice -n 10 sh /build/make_python.sh >"$WORK/python.log" 2>&1 || fail "Python 没有编成：见 $WORK/python.log"
    touch "$WORK/python.done"
}

# The project and its wheels go into the Debian; nothing is downloaded in there.
make_folder() {
    say "打包"
    bash "$PROJECT/scripts/wheelhouse.sh" x86_64 "[build]"
    rm -rf "$OLD/build/wheels" "$OLD/build/project" "$OLD/build/venv"
    cp -R "$PROJECT/dist/wheels/x86_64" "$OLD/build/wheels"
    mkdir "$OLD/build/project"
    git -C "$PROJECT" archive HEAD | tar -x -C "$OLD/build/project"
    local pip
    pip=$("$BIN/python" -c 'import pip, pathlib; print(pathlib.Path(pip.__file__).parent)')
    cp -R "$pip" "$OLD/build/wheels/pip"
    in_old sh -c '
        set -e
        cd /build/project
        /opt/python/bin/python3.11 -m venv --without-pip /build/venv
        install() { PYTHONPATH=/build/wheels /build/venv/bin/python -m pip install -q --no-index \
            --find-links /build/wheels --root-user-action=ignore "$@"; }
        install --require-hashes -r /build/wheels/locked.txt
        install --no-deps --no-build-isolation -e .
        nice -n 10 /build/venv/bin/pyinstaller --noconfirm --clean --log-level ERROR build.spec'
    rm -rf "$OUT/aimed"
    cp -R "$OLD/build/project/dist/aimed" "$OUT/aimed"
    "$BIN/python" "$PROJECT/scripts/glibc_symbols.py" "$OUT/aimed" || fail "有文件需要 2.28 以上的 glibc。"
    QT_QPA_PLATFORM=offscreen "$OUT/aimed/aimed" --self-test
}

make_tar() {
    say "压缩包"
    local top="$WORK/aimed-$VERSION"
    rm -rf "$top"
    mkdir "$top"
    cp -R "$OUT/aimed" "$PROJECT/packaging/linux/"{install.sh,aimed.desktop,aimed.svg} "$top"
    tar -C "$WORK" --owner=0 --group=0 --sort=name -cJf "$OUT/aimed-$VERSION-linux-x86_64.tar.xz" "aimed-$VERSION"
}

make_deb() {
    say "软件包"
    local root="$WORK/deb"
    rm -rf "$root"
    mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" \
        "$root/usr/share/icons/hicolor/scalable/apps"
    cp -R "$OUT/aimed" "$root/opt/aimed"
    ln -s /opt/aimed/aimed "$root/usr/bin/aimed"
    cp "$PROJECT/packaging/linux/aimed.desktop" "$root/usr/share/applications/"
    cp "$PROJECT/packaging/linux/aimed.svg" "$root/usr/share/icons/hicolor/scalable/apps/"
    sed -e "s/@VERSION@/$VERSION/" -e "s/@SIZE@/$(du -sk "$root/opt" | cut -f1)/" \
        "$PROJECT/packaging/linux/control" >"$root/DEBIAN/control"
    dpkg-deb --root-owner-group -Zxz --build "$root" "$OUT/aimed_${VERSION}_amd64.deb" >"$WORK/deb.log"
}

need_environment ""
[ -f "$WORK/debian.done" ] || make_debian
[ -f "$WORK/python.done" ] || make_python
make_folder
make_tar
make_deb
du -sh "$OUT"/*
