// Tries a channel on the Windows driver, in Windows Node; prints one JSON line. See wine-trial.ts. This
// one file is also its own device workers and its process that looks at the system.
import { setTimeout as delay } from 'node:timers/promises';
import {
  isEvidenceProcess,
  isWindowsWorker,
  parentOfFork,
  runEvidenceProcess,
  runWindowsWorker,
} from '#native/windows/worker.ts';
import { reportOf } from '#app/operations/operation.ts';
import { fileOfNode } from '../../main/cli/itself.ts';
import { noPolicy } from '#app/policy/policy.ts';
import { openServices } from '../../main/cli/open-services.ts';
import { dataFolders } from '../../main/data-folder.ts';

const tryChannel = async (instanceId: string, service: string, forMs: number): Promise<unknown> => {
  const opened = await openServices(null, 'test', dataFolders(null), noPolicy, fileOfNode(import.meta.url));
  if (!opened.ok) return opened;
  const services = opened.value;
  const { session, operations, requests } = services;
  const found = Object.values(session.state.devices).find(({ device }) => device.instanceId === instanceId);
  const deviceId = found?.device.id ?? '';
  const started = operations.start<'trial'>({ kind: 'trial', deviceId, service });
  if (!started.ok) return started;
  await delay(forMs);
  const rows = Object.values(session.state.channels).filter((channel) => channel.deviceId === deviceId);
  operations.cancel(started.value.id);
  const tried = reportOf((await started.value.ended).outcome);
  const { total, records } = requests.since(deviceId, 0);
  await services.close();
  return {
    tried,
    row: rows[0]?.facts ?? null,
    requests: { total, writes: records.filter(({ request }) => request === 'WRITE').slice(0, 1) },
  };
};

if (isWindowsWorker()) await runWindowsWorker();
else if (isEvidenceProcess(process.argv.slice(2))) await runEvidenceProcess(parentOfFork());
else {
  const [instanceId = '', service = '', forMs = ''] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(await tryChannel(instanceId, service, Number(forMs)))}\n`);
}
