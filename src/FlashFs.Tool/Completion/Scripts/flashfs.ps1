# Completion of flashfs for PowerShell 5.1 and later: flashfs completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName flashfs -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    # An empty argument would not reach the program.
    $empty = if ($wordToComplete -eq '') { @('--empty') } else { @() }
    & $commandAst.CommandElements[0].Extent.Text complete @empty '--' @words 2> $null | ForEach-Object {
        if ($_ -eq ':files' -or $_ -eq ':folders') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename(($wordToComplete -replace '^.*=', '')) | ForEach-Object {
                $before = if ($wordToComplete -match '^(.*=)') { $Matches[1] } else { '' }
                [System.Management.Automation.CompletionResult]::new($before + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
            }
        } else {
            $value, $description = $_ -split "`t", 2
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
        }
    }
}
