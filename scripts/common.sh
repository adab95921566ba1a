# Sourced by the other scripts: finds the project, Debian's packages, a Python and the virtual environment.

set -euo pipefail
export LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONUTF8=1

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$PROJECT/.venv"
BIN="$VENV/bin"

# What Qt needs on a bare Debian: to draw at all, and to open a window on an X screen.
QT_PACKAGES=(libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3)
SCREEN_PACKAGES=(
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0
    libxcb-xkb1 libxkbcommon-x11-0
)
# A virtual screen, and the independent readers that the tests judge our files with.
TEST_PACKAGES=(
    "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}" xvfb xauth
    fontconfig poppler-utils qpdf ripmime libreoffice-writer-nogui libreoffice-calc-nogui git
)

say() { printf '▶ %s\n' "$*" >&2; }

fail() {
    printf '✘ %s\n' "$*" >&2
    exit 3
}

# Runs a command with the rights that installing needs.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "需要管理员权限才能执行：$*。请用 root 运行一次，或请管理员代为安装。"
    fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

# Installs those of the named Debian packages that are missing; elsewhere only tells their names.
need_packages() {
    local package missing=()
    if ! command -v apt-get >/dev/null; then
        say "不是 Debian 系统，请自行确认已装好：$*"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "安装系统软件包：${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

can_make_environments() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Prints a Python of 3.11 or newer that can make virtual environments; installs Debian's if there is none.
find_python() {
    local candidate
    for candidate in python3 /usr/bin/python3; do
        if can_make_environments "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    need_packages python3 python3-venv
    can_make_environments /usr/bin/python3 || fail "找不到 3.11 以上的 Python。请先安装 Python 3.11。"
    echo /usr/bin/python3
}

# Installs what requirements.lock holds for an extra ("", "[dev]", "[build]"): these versions, these files.
install_locked() {
    local environment=$1 extra=$2
    "$environment/bin/python" "$PROJECT/scripts/locked.py" "$extra" >"$environment/locked.txt"
    pip_install "$environment" --require-hashes -r "$environment/locked.txt"
}

# Installs the sources in place; the build backend comes from the lock as well.
install_project() {
    (cd "$PROJECT" && pip_install "$1" --no-deps --no-build-isolation -e .)
}

pip_install() {
    local environment=$1
    shift
    "$environment/bin/python" -m pip install -q --disable-pip-version-check --root-user-action=ignore "$@"
}

# Makes a virtual environment where there is none yet, with the Python given or the one found.
make_environment() {
    local environment=$1 python=${2:-}
    [ ! -x "$environment/bin/python" ] || return 0
    [ -n "$python" ] || python=$(find_python)
    say "建立虚拟环境 $(basename "$environment")"
    "$python" -m venv "$environment"
}

# Makes .venv and installs the project with the named extra ("" or "[dev]"), again only when
# pyproject.toml or requirements.lock has changed since.
need_environment() {
    local extra=$1 stamp digest
    digest=$(cat "$PROJECT/pyproject.toml" "$PROJECT/requirements.lock" | sha256sum)
    stamp="$VENV/installed$extra"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$digest" ] && [ -x "$BIN/aimed" ]; then
        return
    fi
    make_environment "$VENV"
    say "安装程序及其依赖（第一次需要几分钟）"
    install_locked "$VENV" "$extra"
    install_project "$VENV"
    printf '%s\n' "$digest" >"$stamp"
}

# Tests that share nothing run on every core, up to four; those that press keys in a real window, one by one.
PARALLEL=(-n auto --maxprocesses 4 --dist worksteal)

# Runs the tests with a Python. Up to three that fail get a second chance, alone in a new process: a window on a busy
# machine may lose its focus. They are named; what fails twice has failed.
run_tests() {
    local python=$1 failed=0 again="$PROJECT/.pytest_cache/v/cache/lastfailed"
    shift
    rm -f "$again"
    "$python" -m pytest "$@" && return 0 || failed=$?
    [ $failed = 1 ] || return $failed
    [ -f "$again" ] && [ "$(grep -c '::' "$again")" -le 3 ] || return $failed
    say "再试一次未通过的测试："
    grep '::' "$again" >&2
    "$python" -m pytest "$@" -n 0 --last-failed --last-failed-no-failures none || return $?
    say "以上测试第二次才通过：测试或程序在忙碌的机器上不稳，请改好。"
}
