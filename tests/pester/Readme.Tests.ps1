# The README's PowerShell tour, pasted line by line.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $sandbox = New-Sandbox
}

AfterAll { Remove-Sandbox $sandbox }

Describe 'The tour of the README' {
    It 'works line by line' {
        $readme = Get-Content (Join-Path $root 'README.md') -Raw
        $tour = [regex]::Match($readme, '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
        $tour | Should -Not -BeNullOrEmpty
        Set-Location $sandbox
        # The tour imports from the checkout it is read in.
        $lines = $tour -replace '\./artifacts/module/Xe\b', (Split-Path $ModulePath) -split '\r?\n' | Where-Object { $_ }
        foreach ($line in $lines) {
            { . ([scriptblock]::Create($line)) | Out-Null } | Should -Not -Throw -Because $line
        }
        Test-Path ./node/node.json | Should -BeFalse
    }
}
