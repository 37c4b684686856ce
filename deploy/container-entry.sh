#!/bin/sh
# ANJIE_SETTINGS names the file with this process's settings, made by `provision` in the keys volume.
set -e
if [ -n "${ANJIE_SETTINGS:-}" ]; then . "$ANJIE_SETTINGS"; fi
exec dotnet "/app/Anjie.$(cat /app/project).dll" "$@"
