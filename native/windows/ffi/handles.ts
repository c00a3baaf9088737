declare const kind: unique symbol;

/** A Windows handle. koffi gives pointers as bigint; the brand keeps one kind from being passed as another. */
export type Handle<K extends string> = bigint & { readonly [kind]: K };

export type FileHandle = Handle<'file'>;
export type CompletionPort = Handle<'completion-port'>;
export type DeviceInfoSet = Handle<'device-info-set'>;
export type RegistryKey = Handle<'registry-key'>;
export type ProcessHandle = Handle<'process'>;
export type ProcessSnapshot = Handle<'process-snapshot'>;
export type TokenHandle = Handle<'token'>;
/** What OpenSCManagerW and OpenServiceW give. */
export type ServiceHandle = Handle<'service'>;
export type PrinterHandle = Handle<'printer'>;
export type ChangesHandle = Handle<'changes'>;
export type WindowHandle = Handle<'window'>;
/** What RegisterEventSourceW gives. */
export type EventLogHandle = Handle<'event-log'>;

/** (HANDLE)-1, which CreateFileW and the SetupDi functions answer instead of NULL. */
const invalidHandleValue = 0xffff_ffff_ffff_ffffn;

export const isValidHandle = <K extends string>(handle: Handle<K> | null): handle is Handle<K> =>
  handle !== null && handle !== invalidHandleValue && handle !== -1n;
