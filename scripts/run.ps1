# Shows the whole thing on a fresh machine, as scripts/run.sh does: a node on the development network in a temporary
# directory, two wallets, value moved between them, a restart that loses nothing. Cleans up after itself.
#Requires -Version 7.4
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$root = Split-Path -Parent $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    [Console]::Error.WriteLine('error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download')
    exit 1
}

$work = Join-Path ([IO.Path]::GetTempPath()) "xe-run-$([guid]::NewGuid().ToString('n'))"
$null = New-Item -ItemType Directory $work
$saved = @{}
foreach ($name in 'XE_DATA', 'XE_WALLET_DIR', 'XE_NODE', 'XE_TOKEN', 'XE_WALLET', 'XE_WALLET_PASSWORD') {
    $saved[$name] = [Environment]::GetEnvironmentVariable($name)
    [Environment]::SetEnvironmentVariable($name, $null)
}
$env:XE_DATA = Join-Path $work 'node'
$env:XE_WALLET_DIR = Join-Path $work 'wallets'
$program = Join-Path $root 'artifacts/bin/Xe.Tool/release/dotnet-xe.dll'

function Invoke-Xe {
    & dotnet exec $program @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet xe $args failed with exit code $LASTEXITCODE" }
}
function Show-Xe {
    "$ dotnet xe $args"
    Invoke-Xe @args
}
function Write-Step([string] $Text) { "`n== $Text" }
function Start-Node { Show-Xe node start --listen 127.0.0.1 --port 0 --api-port 0 --metrics-addr 127.0.0.1:0 --disable-mdns --no-discovery }
function Get-State {
    (Invoke-Xe balance --wallet alice --json), (Invoke-Xe balance --wallet bob --json), (Invoke-Xe chain --wallet alice --json), (Invoke-Xe chain --wallet bob --json) -join "`n"
}

$code = 1
try {
    Write-Step 'Building (the first time takes a minute)'
    & dotnet build (Join-Path $root 'src/Xe.Tool/Xe.Tool.csproj') -c Release -v q --nologo
    if ($LASTEXITCODE -ne 0) { throw 'the build failed' }
    Invoke-Xe --version

    Write-Step "Starting a node on the development network, data in $env:XE_DATA"
    Start-Node

    Write-Step 'Making two wallets, encrypted with a password from a file'
    $password = Join-Path $work 'password'
    [IO.File]::WriteAllText($password, [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(24)))
    Show-Xe wallet new alice --password-file $password --quiet
    Show-Xe wallet new bob --password-file $password --quiet
    $bob = (Invoke-Xe wallet show bob --json | ConvertFrom-Json).address

    Write-Step 'Alice claims twice, then sends Bob 0.75 XUSD'
    Show-Xe claim --wallet alice --password-file $password --wait
    Show-Xe claim --wallet alice --password-file $password --wait
    Show-Xe send $bob 0.75 --memo 'for the coffee' --wallet alice --password-file $password --wait

    Write-Step 'Bob receives it'
    Show-Xe pending --wallet bob
    Show-Xe receive --wallet bob --password-file $password --wait

    Write-Step "Balances and Alice's chain"
    Show-Xe balance --wallet alice
    Show-Xe balance --wallet bob
    Show-Xe chain --wallet alice
    $before = Get-State

    Write-Step 'Stopping the node and starting it again'
    Show-Xe node stop
    Start-Node

    Write-Step 'Nothing was lost'
    Show-Xe balance --wallet alice
    Show-Xe balance --wallet bob
    if ((Get-State) -ne $before) { throw 'the ledger differs after the restart' }
    Show-Xe supply
    Show-Xe node stop

    Write-Step 'Three nodes: what is sent through the first is received through the third and final on all'
    $devnet = Join-Path $work 'devnet'
    Show-Xe devnet up --nodes 3 --dir $devnet
    Show-Xe send $bob 12.5 --asset XE --wallet (Join-Path $devnet 'keys/treasury.seed') --data (Join-Path $devnet 'node-0') --wait
    Show-Xe receive --wallet bob --password-file $password --data (Join-Path $devnet 'node-2') --wait
    foreach ($node in 0..2) { Show-Xe balance $bob --data (Join-Path $devnet "node-$node") }
    Show-Xe devnet down --dir $devnet

    Write-Step 'How to go on'
    '  scripts/xe --help          every command; each has --help with examples (Windows: dotnet run --project src/Xe.Tool -c Release -- --help)'
    '  scripts/test.ps1           everything that tests'
    $code = 0
}
catch {
    [Console]::Error.WriteLine("error: $($_.Exception.Message)")
}
finally {
    if (Test-Path (Join-Path $env:XE_DATA 'node.json')) { & dotnet exec $program node stop --quiet *> $null }
    if ($devnet -and (Test-Path (Join-Path $devnet 'devnet.json'))) { & dotnet exec $program devnet down --dir $devnet --quiet *> $null }
    if ($code -ne 0 -and (Test-Path (Join-Path $env:XE_DATA 'node.log'))) {
        Get-Content (Join-Path $env:XE_DATA 'node.log') -Tail 20 | ForEach-Object { [Console]::Error.WriteLine($_) }
    }
    foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) }
    Remove-Item -Recurse -Force $work -ErrorAction Ignore
}
exit $code
