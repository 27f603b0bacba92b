#!/usr/bin/env bash
# The long differential test of the signature verifier: every backend beside the models, from a new seed.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

usage() {
  cat <<'TEXT'
Usage: scripts/fuzz-ed25519.sh [THOUSANDS]

Decides THOUSANDS (default 1000) thousand random, mutated and crafted signatures; some minutes.
A difference fails the test and prints the seed, the backend and the signature.
TEXT
}
thousands=${1:-1000}
case "$thousands" in -h | --help) usage; exit 0 ;; '' | *[!0-9]*) usage >&2; exit 2 ;; esac

XE_LONG=$thousands exec dotnet test tests/unit/Xe.Core.Tests -c Release --nologo --logger "console;verbosity=normal" \
  --filter "FullyQualifiedName~Every_backend_decides_random_mutated_and_crafted_signatures_as_the_models_do"
