#!/usr/bin/env bash
# Installs the js-libp2p peer the interop tests run against, exactly as its lock file says. Does nothing when that was done.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/js-peer"
stamp=node_modules/.xe-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
