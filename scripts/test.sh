#!/usr/bin/env bash
# Everything that must hold before a change is handed in: lint, types, import rules, all tests.
# Usage: scripts/test.sh [PYTEST ARGUMENTS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Qt's own needs, a virtual screen, and the independent readers that the tests judge our files with.
need_packages "${QT_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}" xvfb xauth \
    fontconfig poppler-utils qpdf libreoffice-writer-nogui libreoffice-calc-nogui git
need_environment "[dev]"

cd "$PROJECT"
scripts/lint.sh
say "测试"
exec "$BIN/python" -m pytest "$@"
