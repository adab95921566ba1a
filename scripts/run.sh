#!/usr/bin/env bash
# Opens the window from the sources; any argument goes to `aimed`.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}"
need_environment ""
exec "$BIN/aimed" "$@"
