#!/usr/bin/env bash
# Tries what scripts/build_windows.sh has built, under Wine 8: the folder, then the installer: install, upgrade, uninstall.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/wine.sh"

VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' "$PROJECT/pyproject.toml")
FOLDER="$PROJECT/dist/windows/申报助手"
INSTALLER="$PROJECT/dist/windows/申报助手-$VERSION-安装.exe"
TRIED="$PROJECT/build/tried"

# The version, the demo and the self-test.
try_folder() {
    local began
    rm -rf "$TRIED" && mkdir -p "$TRIED"
    check_version "$1"
    began=$(date +%s%N)
    check_version "$1"
    say "再次启动用了 $((($(date +%s%N) - began) / 1000000)) 毫秒"
    in_wine "$1/aimed.exe" demo -o "$(windows_path "$TRIED/demo")"
    [ -n "$(find "$TRIED/demo" -name archive.db)" ] || fail "演示没有做完"
    in_wine "$1/aimed.exe" --self-test | tee "$TRIED/self-test.txt"
    grep -q '^自检通过' "$TRIED/self-test.txt" || fail "自检没有通过"
}

check_version() {
    [ "$(in_wine "$1/aimed.exe" --version | tr -d '\r')" = "申报助手 $VERSION" ] || fail "程序没有启动，或版本不对"
}

# Installs for the user, over itself, while it runs, and takes it away; the data stays.
try_installer() {
    local user installed data
    user=$(echo "$WINEPREFIX"/drive_c/users/"$(id -un)"/AppData)
    installed="$user/Local/Programs/申报助手" data="$user/Local/AIMed"
    rm -rf "$installed" "$data" && mkdir -p "$data"
    echo kept >"$data/archive.db"
    run_to_end "$INSTALLER" /S
    diff -rq -x 卸载.exe "$FOLDER" "$installed" || fail "装好的与文件夹不同"
    [ -e "$user/Roaming/Microsoft/Windows/Start Menu/Programs/申报助手.lnk" ] || fail "开始菜单里没有申报助手"
    check_version "$installed"
    touch "$installed/app/stale.py"
    run_to_end "$INSTALLER" /S
    [ ! -e "$installed/app/stale.py" ] || fail "升级后还留着旧文件"
    refuses_while_running "$installed"
    run_to_end "$installed/卸载.exe" /S
    [ ! -e "$installed" ] || fail "卸载后还留着：$(ls "$installed")"
    [ "$(cat "$data/archive.db")" = kept ] || fail "数据没有保留"
}

# An installer that returns at once goes on in a process of its own.
run_to_end() {
    in_wine "$@"
    wineserver -w
}

refuses_while_running() {
    local status=0
    sleep 10 | in_wine_with_input "$1/aimed.exe" --reader >/dev/null &
    sleep 3
    true | in_wine_with_input "$INSTALLER" /S || status=$?
    wait
    [ "$status" = 3 ] || fail "程序正在运行，安装却没有拒绝（状态 $status）"
    check_version "$1"
}

need_wine
say "文件夹"
try_folder "$FOLDER"
say "安装、升级、卸载"
try_installer
say "全部通过"
