# Shared by the scripts beside it: sourced, never run. Everything here speaks on standard error only.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 ||
    die "the .NET 10 SDK is missing: install the package dotnet-sdk-10.0 (https://learn.microsoft.com/dotnet/core/install/linux-debian)"
  (cd "$root" && dotnet --version >/dev/null 2>&1) ||
    die "no .NET SDK satisfies global.json (10.0 is needed); installed: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
}

# install_debian PACKAGE...: installs the Debian packages that are not there yet. 1 where that is not possible.
install_debian() {
  local missing=() package
  command -v dpkg-query >/dev/null 2>&1 || return 1
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1 || ! sudo -n true 2>/dev/null; then
      say "not installed and not allowed to: ${missing[*]} (as root: apt-get install ${missing[*]})"
      return 1
    fi
    sudo=(sudo -n)
  fi
  say "installing ${missing[*]}"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
}

# The native crypto library comes with its NuGet package; musl systems and unusual processors take the system's.
need_sodium() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64 | Linux-aarch64 | Linux-armv7l | Darwin-*) return 0 ;;
    *) install_debian libsodium23 || say "libsodium was not installed: the build goes on, the program says what it needs" ;;
  esac
}
