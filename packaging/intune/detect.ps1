# Intune, Remediations: the detection script. It changes nothing. 1: a channel is stuck, run the remediation; 0: all else.
$unjam = Join-Path (Get-ItemProperty 'HKLM:\Software\Unjam' -ErrorAction Stop).InstallDir 'unjam.exe'
$answer = & $unjam check --json
$code = $LASTEXITCODE
# Intune keeps the last 2048 characters of what a script writes
Write-Output ("unjam check ended with $code. " + ($answer -join ' ').Substring(0, [Math]::Min(1900, ($answer -join ' ').Length)))
if ($code -eq 6) { exit 1 }
exit 0
