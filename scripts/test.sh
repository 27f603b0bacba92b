#!/usr/bin/env bash
# Everything that tests: installs what is missing, builds with warnings as errors, runs every suite.
# The last line is "N passed, N failed[, N skipped]" over all suites; exit code 0 only if something ran and nothing failed.
set -uo pipefail
# shellcheck source=scripts/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"
cd "$root" || exit 1

usage() {
  cat <<'TEXT'
Usage: scripts/test.sh [NAME...]

Without names: every suite. With names: the unit test projects, and the suites, of these names
(for example: scripts/test.sh Xe.Core.Tests pester).
TEXT
}
case "${1:-}" in -h | --help) usage; exit 0 ;; -*) usage >&2; exit 2 ;; esac

results=$root/artifacts/test-results
passed=0 failed=0 skipped=0 problems=()
started=$SECONDS

wanted() {
  local name=$1; shift
  [ $# -eq 0 ] && return 0
  local want
  for want in "$@"; do [ "$want" = "$name" ] && return 0; done
  return 1
}

# count NAME PASSED FAILED SKIPPED EXIT: adds one suite to the sums. A suite that fails without saying so counts as one failure.
count() {
  local bad=$3
  if [ "$5" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  passed=$((passed + $2)) failed=$((failed + bad)) skipped=$((skipped + $4))
  [ "$bad" -eq 0 ] || problems+=("$1: $bad failed (exit code $5)")
  if [ $(($2 + bad + $4)) -eq 0 ]; then say "WARNING: $1 ran no test"; fi
  say "== $1: $2 passed, $bad failed, $4 skipped"
}

attribute() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -1; }

unit_tests() {
  local project=$1 name=$2 trx=$results/$2.trx code=0
  say "== $name"
  rm -f "$trx"
  timeout --kill-after=30s 20m dotnet test "$project" -c Release --no-build --nologo \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout 10m --blame-hang-dump-type none </dev/null || code=$?
  local total=0 good=0 bad=0
  if [ -f "$trx" ]; then
    total=$(attribute "$trx" total) good=$(attribute "$trx" passed)
    bad=$(($(attribute "$trx" failed) + $(attribute "$trx" error) + $(attribute "$trx" timeout) + $(attribute "$trx" aborted)))
  fi
  count "$name" "$good" "$bad" $((total - good - bad)) "$code"
}

# suite NAME COMMAND...: a suite that ends with the plain line "N passed, N failed[, N skipped]".
suite() {
  local name=$1 log=$results/$1.log code=0; shift
  say "== $name"
  timeout --kill-after=30s 20m "$@" </dev/null 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  local line pattern='^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$'
  line=$(grep -E "$pattern" "$log" | tail -1)
  if [[ $line =~ $pattern ]]; then
    count "$name" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}" "$code"
  else
    say "$name ended without saying what it counted"
    count "$name" 0 1 0 "$code"
  fi
}

need_dotnet
need_sodium
rm -rf "$results"
mkdir -p "$results"

say "== build"
touch artifacts/xe.stamp.new
if ! dotnet build Xe.Tools.sln -c Release --nologo -v q -warnaserror </dev/null >&2; then
  say "the build failed"
  echo "0 passed, 1 failed"
  exit 1
fi
mv artifacts/xe.stamp.new artifacts/xe.stamp

if [ -f tests/interop/setup.sh ] && { wanted interop "$@" || wanted Xe.Interop.Tests "$@"; }; then
  say "== interop setup"
  command -v npm >/dev/null 2>&1 || install_debian nodejs npm
  bash tests/interop/setup.sh </dev/null >&2 || { failed=$((failed + 1)); problems+=("tests/interop/setup.sh failed"); }
fi

while IFS= read -r project; do
  name=$(basename "$project" .csproj)
  if wanted "$name" "$@"; then unit_tests "$project" "$name"; fi
done < <(find tests -name '*.Tests.csproj' -not -path '*/node_modules/*' | LC_ALL=C sort)

# Suites that are no xunit project: tests/NAME/run.sh.
for script in tests/*/run.sh; do
  [ -f "$script" ] || continue
  name=$(basename "$(dirname "$script")")
  if wanted "$name" "$@"; then suite "$name" bash "$script"; fi
done

if compgen -G 'tests/pester/*.Tests.ps1' >/dev/null && wanted pester "$@"; then
  if pwsh=$(bash scripts/install-pwsh.sh); then
    suite pester "$pwsh" -NoLogo -NoProfile -NonInteractive -File scripts/pester.ps1
  else
    files=$(find tests/pester -name '*.Tests.ps1' | wc -l)
    say "WARNING: SKIPPED: the $files Pester file(s) of tests/pester, because PowerShell 7.6 or Pester could not be installed"
    skipped=$((skipped + files))
  fi
fi

say "== all suites, $((SECONDS - started)) s"
for problem in ${problems[@]+"${problems[@]}"}; do say "FAILED $problem"; done
if [ $((passed + failed)) -eq 0 ]; then
  say "no test ran"
  echo "0 passed, 1 failed"
  exit 1
fi
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
