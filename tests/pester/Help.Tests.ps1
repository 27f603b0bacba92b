# Every cmdlet has whole help, and every example of it runs.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $commands = Get-Command -Module Xe | ForEach-Object { @{ Name = $_.Name } }
    $examples = Get-Command -Module Xe | ForEach-Object {
        $name = $_.Name
        (Get-Help $name -Full).examples.example | ForEach-Object { @{ Name = $name; Title = "$($_.title)"; Code = "$($_.code)" } }
    }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $sandbox = New-Sandbox
}

AfterAll { Remove-Sandbox $sandbox }

Describe 'Help of <Name>' -ForEach $commands {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis, a description and outputs' {
        "$($help.Synopsis)" | Should -Not -BeNullOrEmpty
        "$($help.Synopsis)" | Should -Not -BeLike "$Name *"
        "$($help.description.Text)" | Should -Not -BeNullOrEmpty
        "$($help.returnValues.returnValue.type.name)" | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter' {
        foreach ($parameter in $help.parameters.parameter) {
            "$($parameter.description.Text)" | Should -Not -BeNullOrEmpty -Because "-$($parameter.name) needs a text"
        }
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        $declared = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }
        $described = @($help.parameters.parameter.name)
        $declared | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
    }

    It 'has at least two examples' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }
}

Describe 'Examples' {
    BeforeAll { $shared = Start-TestNode (Join-Path $sandbox shared) }

    BeforeEach {
        # Every example runs in a folder and with wallets of its own, against one node.
        $place = Join-Path $sandbox ([Guid]::NewGuid().ToString('n'))
        $null = New-Item -ItemType Directory $place
        Set-Location $place
        $env:XE_WALLET_DIR = Join-Path $place 'wallets'
        Connect-XeNode -DataPath $shared.DataPath
        $node = $shared
        foreach ($wallet in 'default', 'alice', 'bob') {
            # An example that makes a wallet of this name finds none.
            if ($Code -notmatch "New-XeWallet.*$wallet") { $null = New-XeWallet $wallet -NoEncryption }
        }
        if ($Name -ne 'New-XeWallet') {
            $null = Invoke-XeClaim 3 -Wallet alice
            $null = Send-XeBlock -Wallet alice -Destination bob -Amount 0.5
        }
    }

    AfterEach {
        Get-ChildItem $place -Recurse -Filter node.json -ErrorAction Ignore | ForEach-Object { Stop-XeNode $_.DirectoryName }
        Set-Location $sandbox
    }

    It 'of <Name>: <Title>' -ForEach $examples {
        { & ([scriptblock]::Create($Code)) } | Should -Not -Throw
    }
}
