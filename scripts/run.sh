#!/usr/bin/env bash
# Shows the whole thing on a fresh machine: builds, starts a node on the development network in a temporary directory, moves
# value between two wallets, restarts the node, shows that nothing was lost, and does a transfer between three nodes. Cleans up
# after itself.
set -euo pipefail
# shellcheck source=scripts/common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

need_dotnet
need_sodium

work=$(mktemp -d "${TMPDIR:-/tmp}/xe-run.XXXXXX")
devnet=$work/devnet
export XE_DATA=$work/node XE_WALLET_DIR=$work/wallets
unset XE_NODE XE_TOKEN XE_WALLET XE_WALLET_PASSWORD

xe() { "$root/scripts/xe" "$@"; }

cleanup() {
  local code=$?
  trap - EXIT
  if [ -f "$XE_DATA/node.json" ]; then xe node stop --quiet >/dev/null 2>&1 || true; fi
  if [ -f "$devnet/devnet.json" ]; then xe devnet down --dir "$devnet" --quiet >/dev/null 2>&1 || true; fi
  if [ "$code" -ne 0 ] && [ -f "$XE_DATA/node.log" ]; then
    say "the end of the node's log:"
    tail -n 20 "$XE_DATA/node.log" >&2
  fi
  rm -rf "$work"
  exit "$code"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s\n' "$*"; }
# show COMMAND...: prints it as a user would type it, then runs it.
show() {
  printf '$ dotnet xe'
  printf ' %q' "$@"
  printf '\n'
  xe "$@"
}
start_node() { show node start --listen 127.0.0.1 --port 0 --api-port 0 --metrics-addr 127.0.0.1:0 --disable-mdns --no-discovery; }
address_of() { xe wallet show "$1" --json | sed -n 's/.*"address":"\([0-9a-f]*\)".*/\1/p'; }
balances() {
  for name in alice bob; do
    printf '%s\n' "$name"
    xe balance --wallet "$name"
  done
}

step "Building (the first time takes a minute)"
xe --version

step "Starting a node on the development network, data in $XE_DATA"
start_node

step "Making two wallets, encrypted with a password from a file"
(umask 077 && head -c 24 /dev/urandom | base64 >"$work/password")
password=(--password-file "$work/password")
show wallet new alice "${password[@]}" --quiet
show wallet new bob "${password[@]}" --quiet
bob=$(address_of bob)

step "Alice claims twice, then sends Bob 0.75 XUSD"
show claim --wallet alice "${password[@]}" --wait
show claim --wallet alice "${password[@]}" --wait
show send "$bob" 0.75 --memo "for the coffee" --wallet alice "${password[@]}" --wait

step "Bob receives it"
show pending --wallet bob
show receive --wallet bob "${password[@]}" --wait

step "Balances and Alice's chain"
balances
show chain --wallet alice
before=$(xe balance --wallet alice --json; xe balance --wallet bob --json; xe chain --wallet alice --json; xe chain --wallet bob --json)

step "Stopping the node and starting it again"
show node stop
start_node

step "Nothing was lost"
balances
after=$(xe balance --wallet alice --json; xe balance --wallet bob --json; xe chain --wallet alice --json; xe chain --wallet bob --json)
if [ "$before" != "$after" ]; then
  say "error: the ledger differs after the restart"
  printf 'before: %s\nafter:  %s\n' "$before" "$after" >&2
  exit 1
fi
show supply
show node stop

step "Three nodes: what is sent through the first is received through the third and final on all"
show devnet up --nodes 3 --dir "$devnet"
show send "$bob" 12.5 --asset XE --wallet "$devnet/keys/treasury.seed" --data "$devnet/node-0" --wait
show receive --wallet bob "${password[@]}" --data "$devnet/node-2" --wait
for node in 0 1 2; do
  show balance "$bob" --data "$devnet/node-$node"
done
show devnet down --dir "$devnet"

cat <<TEXT

== How to go on
  scripts/xe --help                 every command; each has --help with examples
  scripts/xe node start             a node that stays, data in ./data
  scripts/xe wallet new             your own wallet in ~/.xe
  scripts/xe claim && scripts/xe balance
  scripts/xe node stop
  scripts/xe devnet up --nodes 4    a network of your own in ./devnet
  scripts/test.sh                   everything that tests
TEXT
