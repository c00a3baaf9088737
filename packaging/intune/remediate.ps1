# Intune, Remediations: the remediation script. It closes channels that are stuck. It cuts off no job: --force is not given.
# Never run: there was no PowerShell where it was written. The exit code is that of unjam, and 1 where unjam did not start.
$folder = (Get-ItemProperty 'HKLM:\Software\Unjam' -ErrorAction SilentlyContinue).InstallDir
if (-not $folder) {
    Write-Output 'Unjam is not installed here, or this is a PowerShell of 32 bits.'
    exit 1
}
try {
    $answer = & (Join-Path $folder 'unjam.exe') fix --yes --json
    $code = $LASTEXITCODE
} catch {
    Write-Output "unjam fix did not start: $_"
    exit 1
}
# Intune keeps 2048 characters of what a script writes
$text = ($answer -join ' ') -replace '^(.{1900}).+$', '$1'
Write-Output "unjam fix ended with $code. $text"
exit $code
