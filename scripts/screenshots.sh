#!/usr/bin/env bash
# Takes the screenshots of the README again: docs/screenshots/*.png.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${QT_PACKAGES[@]}"
need_environment "[dev]"
cd "$PROJECT"
export QT_QPA_PLATFORM=offscreen AIMED_FONTS=bundled PYTHONPATH="$PROJECT"
exec "$BIN/python" scripts/screenshots.py
