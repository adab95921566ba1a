#!/usr/bin/env bash
# Rewrites the sources in the project's format and mends what ruff can mend.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_environment "[dev]"
cd "$PROJECT"
"$BIN/ruff" check --fix --quiet .
"$BIN/ruff" format .
