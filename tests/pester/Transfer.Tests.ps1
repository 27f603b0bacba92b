# An operator starts a node, moves value on it, stops and restarts it, and finds everything again.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $sandbox = New-Sandbox
    Set-Location $sandbox
    $node = Start-TestNode ./node
    $alice = New-XeWallet alice -NoEncryption
    $bob = New-XeWallet bob -NoEncryption
}

AfterAll { Remove-Sandbox $sandbox }

Describe 'A transfer on the development network' {
    It 'starts a node that says which network it is on' {
        $info = Get-XeNode
        $info | Should -BeOfType Xe.NodeInfo
        $info.NetworkId | Should -BeLike 'xe-dev-*'
        $info.ApiUri | Should -Be $node.ApiUri
    }

    It 'claims XUSD, and the claims become final' {
        $blocks = Invoke-XeClaim 3 -Wallet alice -Wait
        $blocks | Should -HaveCount 3
        $blocks[-1].Finalized | Should -BeTrue
        (Get-XeBalance alice -Asset XUSD).Spendable | Should -Be 3
    }

    It 'shows with -WhatIf the block that would be sent, and sends nothing' {
        $before = (Get-XeBlock -Account alice).Count
        $draft = Send-XeBlock -Wallet alice -Destination bob -Amount 1 -WhatIf
        $draft.Type | Should -Be send
        $draft.Destination | Should -Be $bob.Address
        $draft.MicroUnit | Should -Be 1000000
        $draft.Signature | Should -BeNullOrEmpty
        (Get-XeBlock -Account alice).Count | Should -Be $before
    }

    It 'sends an exact amount that becomes final' {
        $script:send = Send-XeBlock -Wallet alice -Destination bob -Amount 1.234567 -Memo 'first' -Wait
        $send.MicroUnit | Should -Be 1234567
        $send.Finalized | Should -BeTrue
        (Get-XeBalance alice -Asset XUSD).MicroUnit | Should -Be 1765433
    }

    It 'receives what is pending, from the pipeline' {
        $received = Get-XePending bob | Receive-XeBlock -Wallet bob -Wait
        $received.Source | Should -Be $send.Hash
        (Get-XeBalance bob -Asset XUSD).Amount | Should -Be 1.234567
        Get-XePending bob | Should -BeNullOrEmpty
    }

    It 'sends rows of a file, one block each, in order' {
        $sent = "Destination,Amount,Memo`nbob,0.25,a`nbob,0.5,b" | ConvertFrom-Csv | Send-XeBlock -Wallet alice
        $sent.Memo | Should -Be 'a', 'b'
        $sent[1].Previous | Should -Be $sent[0].Hash
        Receive-XeBlock -Wallet bob | Should -HaveCount 2
    }

    It 'pages through a chain' {
        $chain = Get-XeBlock -Account alice
        Get-XeBlock -Account alice -Skip 2 -First 2 | ForEach-Object Hash | Should -Be $chain[2, 3].Hash
        Get-XeBlock -Account alice -Last 2 | ForEach-Object Hash | Should -Be $chain[-2, -1].Hash
        Get-XeBlock -Hash $chain[0].Hash.ToUpperInvariant() | ForEach-Object Hash | Should -Be $chain[0].Hash
    }

    It 'finds everything again after a restart' {
        $before = Get-XeBlock -Account bob
        $node | Stop-XeNode
        # Not asked of the process table: where nobody reaps ended processes they stand there for a while.
        Test-Path ./node/node.json | Should -BeFalse
        Test-XeNode -Live -Node $node.ApiUri -MaximumRetryCount 0 | Should -BeFalse
        $script:node = Start-TestNode ./node
        (Get-XeBlock -Account bob).Hash | Should -Be $before.Hash
        (Get-XeBalance bob -Asset XUSD).MicroUnit | Should -Be 1984567
    }
}

Describe 'What goes wrong' {
    It 'says what an account lacks' {
        { Send-XeBlock -Wallet alice -Destination bob -Amount 1000 } |
            Should -Throw -ErrorId 'XeInsufficientBalance,Xe.PowerShell.Cmdlets.SendBlockCommand'
    }

    It 'refuses amounts that would have to be rounded, or are negative' {
        { Send-XeBlock -Wallet alice -Destination bob -Amount 0.0000001 } | Should -Throw '*at most six decimal places*'
        { Send-XeBlock -Wallet alice -Destination bob -Amount -1 } | Should -Throw '*not be negative*'
        { Send-XeBlock -Wallet alice -Destination bob -Amount 18446744073710 } | Should -Throw '*beyond 64 bits*'
    }

    It 'refuses what is neither an address nor a wallet' {
        { Get-XeBalance nobody } | Should -Throw '*neither an address*'
    }

    It 'reports a missing block and goes on' {
        $known = (Get-XeBlock -Account alice)[0].Hash
        $found = Get-XeBlock ('ab' * 32), $known -ErrorVariable missing -ErrorAction SilentlyContinue
        $found.Hash | Should -Be $known
        $missing[0].CategoryInfo.Category | Should -Be ObjectNotFound
        $missing[0].FullyQualifiedErrorId | Should -BeLike 'XeNotFound,*'
    }

    It 'does not overwrite a wallet' {
        { New-XeWallet alice -NoEncryption } | Should -Throw -ErrorId 'XeWalletExists,Xe.PowerShell.Cmdlets.NewWalletCommand'
        (Get-XeWallet alice).Address | Should -Be $alice.Address
    }

    It 'opens an encrypted wallet with its passphrase only' {
        $secret = ConvertTo-SecureString 'correct horse battery' -AsPlainText -Force
        $null = New-XeWallet carol -Passphrase $secret
        (Get-XeWallet carol).Encrypted | Should -BeTrue
        (Invoke-XeClaim -Wallet carol -Passphrase $secret).Type | Should -Be claim
        $wrong = ConvertTo-SecureString 'wrong horse battery' -AsPlainText -Force
        { Invoke-XeClaim -Wallet carol -Passphrase $wrong } | Should -Throw -ErrorId 'XeWalletPassphrase,*'
    }

    It 'tells a second node that the data directory is taken, and leaves the first alone' {
        { Start-TestNode ./node } | Should -Throw -ErrorId 'XeNodeRunning,*'
        Get-XeNode | Should -BeOfType Xe.NodeInfo
    }

    It 'ends a node that cannot start, and says why' {
        $port = (Get-XeNode).ApiUri.Port
        { Start-XeNode -DataPath ./second -ApiPort $port -Port 0 -MetricsAddress '' -NoNetwork } | Should -Throw -ErrorId 'XeNodeStartFailed,*'
        Test-Path ./second/node.json | Should -BeFalse
    }

    It 'says that a node cannot be reached' {
        { Get-XeNode -Node http://127.0.0.1:9 -MaximumRetryCount 0 } | Should -Throw -ErrorId 'XeNodeUnreachable,*'
    }
}
