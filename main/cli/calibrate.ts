import { stepNames } from '#app/calibration/observation.ts';
import {
  calibrationPlan,
  calibrationSteps,
  calibrationWords,
  profileSentences,
} from '#app/words/calibration.ts';
import { printerName } from '#app/words/printer-names.ts';
import { ownSocketSentences } from '#app/words/own-sockets.ts';
import { reportOf } from '#app/operations/operation.ts';
import { saveFile } from '../files/write-whole.ts';
import { presentDevice } from '../session/device-service.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';

const planLines = (name: string): string[] => [
  `${calibrationPlan.title}: ${name}`,
  calibrationPlan.intro,
  '',
  ...stepNames.map((step, index) => `${String(index + 1).padStart(2)}. ${calibrationSteps[step]}`),
  '',
  `${calibrationWords.risks}:`,
  ...calibrationPlan.risks.map((risk) => `– ${risk}`),
];

export const runCalibrate = async (
  services: OpenedServices,
  command: CommandOf<'calibrate'>,
  console: Console,
): Promise<ExitCode> => {
  const { deviceId } = command;
  const device = presentDevice(services.session, deviceId);
  if (!device.ok) return console.fault(device.fault);
  const request = { kind: 'measure', deviceId } as const;
  const forbidden = services.operations.whyForbidden(request);
  if (forbidden !== null) return console.fault(forbidden);
  const name = printerName(deviceId, services.session.state.devices);
  console.note(...planLines(name));
  const refusal = await confirm(console, command.yes, calibrationWords.question);
  if (refusal !== null) return console.fault(refusal);

  const started = services.operations.start<'measure'>(request);
  if (!started.ok) return console.fault(started.fault);
  const operation = await started.value.ended;
  const calibrated = reportOf(operation.outcome);
  const beside = { deviceId, audit: services.auditPath, notices: noticesOf(services, console) };
  if (!calibrated.ok) return console.fault(calibrated.fault, beside);

  const { profile, keptEarlier, leftBehind, cleanedUp, report } = calibrated.value;
  const object = {
    ...beside,
    driver: device.value.device.driver,
    simulated: services.simulated,
    profile,
    keptEarlier,
    leftBehind,
    cleanedUp,
    says: profileSentences(profile),
    report: command.report,
  };
  if (command.report !== null) {
    const saved = await saveFile(command.report, [`${JSON.stringify(report, null, 2)}\n`], { isNew: true });
    if (!saved.ok) return console.fault(saved.fault, object);
  }
  console.result(object, [
    calibrationWords.done(name),
    ...(keptEarlier ? [calibrationWords.keptEarlier] : []),
    ...profileSentences(profile).map((sentence) => `– ${sentence}`),
    ...ownSocketSentences(calibrated.value),
  ]);
  if (command.report !== null) console.note(calibrationWords.reported(command.report));
  return exitCodes.done;
};
