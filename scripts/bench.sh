#!/usr/bin/env bash
# Measures window and exports on this machine and prints a table; never part of the tests.
# Usage: scripts/bench.sh [window] [forms] [typing] [preview] [exports]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${QT_PACKAGES[@]}" poppler-utils libreoffice-writer-nogui
need_environment "[dev]"
cd "$PROJECT"
AIMED_FONTS=bundled exec "$BIN/python" -m tests.benchmarks "$@"
