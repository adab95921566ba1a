#!/bin/sh
# Installs the folder beside this file for one user, without rights of an administrator; --remove takes it away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share="${XDG_DATA_HOME:-$HOME/.local/share}"
target="$HOME/.local/lib/aimed"

renew() {
    ! command -v update-desktop-database >/dev/null || update-desktop-database "$share/applications" || true
}

take_away() {
    rm -rf "$target"
    rm -f "$HOME/.local/bin/aimed" "$share/applications/aimed.desktop" \
        "$share/icons/hicolor/scalable/apps/aimed.svg"
}

if [ "${1:-}" = --remove ]; then
    take_away
    renew
    echo "已卸载。申报件和档案库仍在 $share/aimed。"
    exit 0
fi
take_away
mkdir -p "$target" "$HOME/.local/bin" "$share/applications" "$share/icons/hicolor/scalable/apps"
cp -R "$here/aimed/." "$target/"
ln -s "$target/aimed" "$HOME/.local/bin/aimed"
sed "s|^Exec=aimed|Exec=\"$target/aimed\"|" "$here/aimed.desktop" >"$share/applications/aimed.desktop"
cp "$here/aimed.svg" "$share/icons/hicolor/scalable/apps/"
renew
echo "已安装。请从“开始”菜单打开“申报助手”，或运行 $target/aimed。卸载：sh install.sh --remove"
