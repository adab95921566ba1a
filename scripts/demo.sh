#!/usr/bin/env bash
# The main job on the built-in example: filled form → Word and PDF → packet → encrypted archive.
# Usage: scripts/demo.sh [FORM] [-o FOLDER]; the results stand in demo-out unless -o says otherwise.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_environment ""
has_target=no
for argument in "$@"; do
    case $argument in -o | --out | -o?* | --out=*) has_target=yes ;; esac
done
[ $has_target = yes ] || set -- "$@" -o "$PROJECT/demo-out"
exec "$BIN/aimed" demo "$@"
