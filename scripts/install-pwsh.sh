#!/usr/bin/env bash
# Prints the path of a PowerShell 7.6 or later that finds Pester; installs both under artifacts/tools where they are missing.
set -uo pipefail
# shellcheck source=scripts/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

powershell_version=7.6.9
pester_version=5.7.1
tools=$root/artifacts/tools

usable() {
  "$1" -NoLogo -NoProfile -NonInteractive -Command \
    'exit [int]!($PSVersionTable.PSVersion -ge [version]"7.6")' </dev/null >/dev/null 2>&1
}

pwsh=$(command -v pwsh || true)
if [ -z "$pwsh" ] || ! usable "$pwsh"; then
  pwsh=$tools/pwsh/pwsh
  if [ ! -x "$pwsh" ]; then
    say "installing PowerShell $powershell_version into artifacts/tools"
    (cd "$root" && dotnet tool install PowerShell --version "$powershell_version" --tool-path "$tools/pwsh") </dev/null >&2 || exit 1
  fi
  usable "$pwsh" || die "$pwsh does not run"
fi

# Pester as its NuGet package: the gallery's own client needs a host that a closed network may not reach.
if ! "$pwsh" -NoLogo -NoProfile -NonInteractive -Command 'exit [int]!(Get-Module -ListAvailable Pester | Where-Object Version -ge 5.5)' </dev/null >/dev/null 2>&1 &&
  [ ! -f "$tools/modules/Pester/Pester.psd1" ]; then
  say "installing Pester $pester_version into artifacts/tools"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cat >"$work/pester.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>$work/packages</RestorePackagesPath></PropertyGroup>
  <ItemGroup><PackageDownload Include="Pester" Version="[$pester_version]" /></ItemGroup>
</Project>
XML
  dotnet restore "$work/pester.csproj" -v q </dev/null >&2 || exit 1
  mkdir -p "$tools/modules"
  rm -rf "$tools/modules/Pester"
  cp -R "$work/packages/pester/$pester_version/tools" "$tools/modules/Pester" || exit 1
fi
printf '%s\n' "$pwsh"
