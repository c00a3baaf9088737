import { isProtectedProgram } from '#app/evidence/protected-programs.ts';

/**
 * Programs that may be looked into, because they print, scan or talk to HP devices. Looking into a process means
 * opening it, so this table is short on purpose; each line is to be reviewed like a permission.
 */
const candidates: readonly RegExp[] = [
  // HP's printer and scanner software: hpqtra08.exe, HPZipm12.exe, HPScan.exe, hppfaxprintersrv.exe, HPNetworkCommunicator.exe
  /^hp[a-z0-9_-]*\.exe$/,
  // The spooler, and its helpers for 32-bit programs and isolated drivers
  /^spoolsv\.exe$/,
  /^splwow64\.exe$/,
  /^printisolationhost\.exe$/,
  // Windows' own scanning programs: the WIA wizard, Fax and Scan, Windows Scan
  /^wiaacmgr\.exe$/,
  /^wiawow64\.exe$/,
  /^wfs\.exe$/,
  /^fxssvc\.exe$/,
  /^scanapp\.exe$/,
  // TWAIN's data source manager and common scanning programs
  /^twunk_(16|32)\.exe$/,
  /^twain[a-z0-9_-]*\.exe$/,
  /^scan[a-z0-9_-]*\.exe$/,
  /^naps2(\.[a-z]+)?\.exe$/,
  /^vuescan\.exe$/,
  /^i_view(32|64)\.exe$/,
  /^acro(rd32|bat)\.exe$/,
  /^readiris[a-z0-9_-]*\.exe$/,
  /^paperpor?t\.exe$/,
  /^omnipage[a-z0-9_-]*\.exe$/,
  /^mspaint\.exe$/,
];

/** svchost.exe holds many services; only the processes of these may be looked into, and only by their process id. */
export const namedServices = ['Pml Driver HPZ12', 'Net Driver HPZ12', 'stisvc', 'Spooler'] as const;

export interface RunningProgram {
  readonly pid: number;
  readonly name: string;
}

/** Whether a process may be looked into. `servicePids`: the processes of the named services. */
export const mayBeLookedInto = (
  { pid, name }: RunningProgram,
  servicePids: ReadonlySet<number>,
  ourPids: ReadonlySet<number>,
): boolean => {
  const program = name.toLowerCase();
  if (pid <= 4 || ourPids.has(pid) || isProtectedProgram(program)) return false;
  if (program === 'svchost.exe') return servicePids.has(pid);
  return candidates.some((pattern) => pattern.test(program));
};
