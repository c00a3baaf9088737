import { bindLibrary, type Bound, type Koffi, type PrototypeTable } from './prototype.ts';

const table = {
  RegCreateKeyExW: {
    gives: 'u32',
    takes: ['key', 'wide', 'u32', 'wide', 'u32', 'u32', 'address', 'bytes', 'bytes'],
    page: 'windows/win32/api/winreg/nf-winreg-regcreatekeyexw',
  },
  /** Counts and lengths are not wanted; the last argument is the time of the last write. */
  RegQueryInfoKeyW: {
    gives: 'u32',
    takes: [
      ...(['key', 'address', 'address', 'address', 'address', 'address'] as const),
      ...(['address', 'address', 'address', 'address', 'address', 'bytes'] as const),
    ],
    page: 'windows/win32/api/winreg/nf-winreg-regqueryinfokeyw',
  },
  RegOpenKeyExW: {
    gives: 'u32',
    takes: ['key', 'wide', 'u32', 'u32', 'bytes'],
    page: 'windows/win32/api/winreg/nf-winreg-regopenkeyexw',
  },
  RegEnumValueW: {
    gives: 'u32',
    takes: ['key', 'u32', 'bytes', 'bytes', 'address', 'bytes', 'bytes', 'bytes'],
    page: 'windows/win32/api/winreg/nf-winreg-regenumvaluew',
  },
  RegEnumKeyExW: {
    gives: 'u32',
    takes: ['key', 'u32', 'bytes', 'bytes', 'address', 'address', 'address', 'address'],
    page: 'windows/win32/api/winreg/nf-winreg-regenumkeyexw',
  },
  RegQueryValueExW: {
    gives: 'u32',
    takes: ['key', 'wide', 'address', 'bytes', 'bytes', 'bytes'],
    page: 'windows/win32/api/winreg/nf-winreg-regqueryvalueexw',
  },
  RegCloseKey: {
    gives: 'u32',
    takes: ['key'],
    page: 'windows/win32/api/winreg/nf-winreg-regclosekey',
  },
  OpenSCManagerW: {
    gives: 'service',
    takes: ['wide', 'wide', 'u32'],
    page: 'windows/win32/api/winsvc/nf-winsvc-openscmanagerw',
  },
  OpenServiceW: {
    gives: 'service',
    takes: ['service', 'wide', 'u32'],
    page: 'windows/win32/api/winsvc/nf-winsvc-openservicew',
  },
  QueryServiceStatusEx: {
    gives: 'bool',
    takes: ['service', 'u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/winsvc/nf-winsvc-queryservicestatusex',
  },
  ControlService: {
    gives: 'bool',
    takes: ['service', 'u32', 'bytes'],
    page: 'windows/win32/api/winsvc/nf-winsvc-controlservice',
  },
  StartServiceW: {
    gives: 'bool',
    takes: ['service', 'u32', 'address'],
    page: 'windows/win32/api/winsvc/nf-winsvc-startservicew',
  },
  EnumDependentServicesW: {
    gives: 'bool',
    takes: ['service', 'u32', 'address', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/api/winsvc/nf-winsvc-enumdependentservicesw',
  },
  EnumServicesStatusExW: {
    gives: 'bool',
    takes: ['service', 'u32', 'u32', 'u32', 'address', 'u32', 'bytes', 'bytes', 'bytes', 'wide'],
    page: 'windows/win32/api/winsvc/nf-winsvc-enumservicesstatusexw',
  },
  CloseServiceHandle: {
    gives: 'bool',
    takes: ['service'],
    page: 'windows/win32/api/winsvc/nf-winsvc-closeservicehandle',
  },
  ConvertStringSecurityDescriptorToSecurityDescriptorW: {
    gives: 'bool',
    takes: ['wide', 'u32', 'bytes', 'bytes'],
    page: 'windows/win32/api/sddl/nf-sddl-convertstringsecuritydescriptortosecuritydescriptorw',
  },
  RegisterEventSourceW: {
    gives: 'log',
    takes: ['wide', 'wide'],
    page: 'windows/win32/api/winbase/nf-winbase-registereventsourcew',
  },
  ReportEventW: {
    gives: 'bool',
    takes: ['log', 'u16', 'u16', 'u32', 'address', 'u16', 'u32', 'wides', 'address'],
    page: 'windows/win32/api/winbase/nf-winbase-reporteventw',
  },
  DeregisterEventSource: {
    gives: 'bool',
    takes: ['log'],
    page: 'windows/win32/api/winbase/nf-winbase-deregistereventsource',
  },
  OpenProcessToken: {
    gives: 'bool',
    takes: ['process', 'u32', 'bytes'],
    page: 'windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken',
  },
  GetTokenInformation: {
    gives: 'bool',
    takes: ['token', 'u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation',
  },
  GetKernelObjectSecurity: {
    gives: 'bool',
    takes: ['file', 'u32', 'bytes', 'u32', 'bytes'],
    page: 'windows/win32/api/securitybaseapi/nf-securitybaseapi-getkernelobjectsecurity',
  },
} as const satisfies PrototypeTable;

export type Advapi32 = Bound<typeof table>;
export const bindAdvapi32 = (koffi: Koffi): Advapi32 => bindLibrary(koffi, 'advapi32.dll', table);
