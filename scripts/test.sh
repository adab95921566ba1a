#!/usr/bin/env bash
# Everything that must hold before a change is handed in: lint, types, import rules, all tests.
# Usage: scripts/test.sh [--quick] [PYTEST ARGUMENTS]; --quick runs what needs no LibreOffice, window, kill, process
# of its own or whole documents, without lint, and says what it has left out.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

is_quick=no
for argument in "$@"; do [ "$argument" != --quick ] || is_quick=yes; done
need_packages "${TEST_PACKAGES[@]}"
need_environment "[dev]"

cd "$PROJECT"
[ $is_quick = yes ] || scripts/lint.sh
say "测试"
if [ $# -gt 0 ]; then
    run_tests "$BIN/python" "$@"
else  # each in a process of its own: that of the window grows large
    for part in core ui; do run_tests "$BIN/python" "tests/$part" "${PARALLEL[@]}"; done
    run_tests "$BIN/python" tests/end2end
fi
