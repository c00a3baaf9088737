# Intune, Remediations: the detection script. It changes nothing. Never run: there was no PowerShell where it was written.
# Exit code 1: a channel is stuck, run the remediation. 0: all else, also where Unjam is not installed or fails; the output says it.
$folder = (Get-ItemProperty 'HKLM:\Software\Unjam' -ErrorAction SilentlyContinue).InstallDir
if (-not $folder) {
    Write-Output 'Unjam is not installed here, or this is a PowerShell of 32 bits.'
    exit 0
}
try {
    $answer = & (Join-Path $folder 'unjam.exe') check --json
    $code = $LASTEXITCODE
} catch {
    Write-Output "unjam check did not start: $_"
    exit 0
}
# Intune keeps 2048 characters of what a script writes
$text = ($answer -join ' ') -replace '^(.{1900}).+$', '$1'
Write-Output "unjam check ended with $code. $text"
if ($code -eq 6) { exit 1 }
exit 0
