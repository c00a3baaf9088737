import { realClock } from '#native';
import type { Services } from '../services.ts';

/** Scans every device that is present. A scan that is refused is a notice. */
export const scanAll = async ({ session, devices, operations }: Services): Promise<void> => {
  await devices.refresh();
  const present = Object.entries(session.state.devices).filter(([, { presence }]) => presence === 'present');
  const started = present.map(([deviceId]) => operations.start<'scan'>({ kind: 'scan', deviceId }));
  for (const scan of started)
    if (!scan.ok) session.dispatch({ type: 'notice', at: realClock.now(), fault: scan.fault });
  await Promise.all(started.flatMap((scan) => (scan.ok ? [scan.value.ended] : [])));
};
