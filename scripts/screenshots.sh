#!/usr/bin/env bash
# Photographs every page of the window, light and dark, at three sizes, into screenshots/, which git ignores.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${QT_PACKAGES[@]}"
need_environment "[dev]"
cd "$PROJECT"
export AIMED_FONTS=bundled PYTHONPATH="$PROJECT" TZ=Asia/Shanghai
exec "$BIN/python" -m scripts.screenshots "$@"
