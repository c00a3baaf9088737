/**
 * What keeps Windows running and what protects it. Opening one of them looks like an attack to whoever watches, and
 * ending one ends the session or the computer: they are never looked into and never stopped.
 */
const protectedPrograms: ReadonlySet<string> = new Set([
  'csrss.exe',
  'dwm.exe',
  'fontdrvhost.exe',
  'lsaiso.exe',
  'lsass.exe',
  'memory compression',
  'mpdefendercoreservice.exe',
  'msmpeng.exe',
  'mssense.exe',
  'nissrv.exe',
  'registry',
  'secure system',
  'securityhealthservice.exe',
  'sense.exe',
  'services.exe',
  'smss.exe',
  'system',
  'wininit.exe',
  'winlogon.exe',
]);

export const isProtectedProgram = (name: string): boolean => protectedPrograms.has(name.toLowerCase());
