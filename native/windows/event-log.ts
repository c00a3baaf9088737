import type { WindowsEvent } from '#app/audit/windows-event.ts';
import { bindAdvapi32 } from './ffi/advapi32.ts';
import { isValidHandle } from './ffi/handles.ts';
import { withKoffi } from './ffi/koffi.ts';
import { onAnotherThread } from './ffi/on-another-thread.ts';

/** EVENTLOG_* of winnt.h. */
const types = { warning: 2, information: 4 } as const;

/** Writes one event to the Application log. False: it could not be written. The service that takes it may let us wait. */
export const reportEvent = async (source: string, { id, level, text }: WindowsEvent): Promise<boolean> => {
  const loaded = await withKoffi(bindAdvapi32);
  if (!loaded.ok) return false;
  const { RegisterEventSourceW, ReportEventW, DeregisterEventSource } = loaded.value;
  const log = await onAnotherThread(RegisterEventSourceW, null, source);
  if (!isValidHandle(log)) return false;
  try {
    const strings = [text];
    const reported = await onAnotherThread(
      ReportEventW,
      ...([log, types[level], 0, id, null, strings.length, 0, strings, null] as const),
    );
    return reported !== 0;
  } finally {
    await onAnotherThread(DeregisterEventSource, log);
  }
};
