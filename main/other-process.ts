import 'electron';
import { decodeTask } from '#app/calibration/other-process.ts';
import { runOtherProcess } from '#native';

// The entry of a second process of the window's program, beside the main bundle: one task, one answer.
const task = decodeTask(process.argv.at(-1) ?? '');
if (task !== null) {
  const answer = await runOtherProcess(task, new URL('./device-worker.js', import.meta.url));
  process.parentPort.postMessage(answer);
}
