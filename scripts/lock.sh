#!/usr/bin/env bash
# Makes requirements.lock again after a change of the ranges in pyproject.toml; --upgrade takes the newest of each.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

LOCK_ENV="$PROJECT/.venv-lock"

make_environment "$LOCK_ENV"
install_locked "$LOCK_ENV" "[lock]"
cd "$PROJECT"
"$LOCK_ENV/bin/python" -m scripts.lock "$@"
git --no-pager diff --stat -- requirements.lock
