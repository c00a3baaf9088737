# Intune, Remediations: the remediation script. It closes channels that are stuck. It cuts off no job: --force is not given.
$unjam = Join-Path (Get-ItemProperty 'HKLM:\Software\Unjam' -ErrorAction Stop).InstallDir 'unjam.exe'
$answer = & $unjam fix --yes --json
$code = $LASTEXITCODE
# Intune keeps the last 2048 characters of what a script writes
Write-Output ("unjam fix ended with $code. " + ($answer -join ' ').Substring(0, [Math]::Min(1900, ($answer -join ' ').Length)))
exit $code
