import 'electron';
import { once } from 'node:events';
import { OtherProcessTaskSchema } from '#app/calibration/other-process.ts';
import { runOtherProcess } from '#native';
import * as v from 'valibot';

// The entry of a second process of the window's program, beside the main bundle: one task, one answer. Only the
// process that forked it has the other end of its port, so its command line orders nothing.
const [message] = (await once(process.parentPort, 'message')) as [Electron.MessageEvent];
const task = v.parse(OtherProcessTaskSchema, message.data);
process.parentPort.postMessage(await runOtherProcess(task, new URL('./device-worker.js', import.meta.url)));
