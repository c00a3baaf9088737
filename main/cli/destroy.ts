import type { NtStatus } from '#app/dot4/ntstatus.ts';
import { serviceAt } from '#app/evidence/service-number.ts';
import { cutOffByClose } from '#app/remedy/cut-off.ts';
import { liveChannel } from '#app/session/channels.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { destroyWords } from '#app/words/cli.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { confirmedOf, confirmedUnseen, expressYes } from '#app/operations/confirmed.ts';
import type { RequestOf } from '#app/operations/operation.ts';
import { confirmationWords } from '#app/words/confirmation.ts';
import type { ConfirmationWords } from '#app/words/confirmation.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { presentDevice } from '../session/device-service.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonEvidence, jsonStatus } from './json.ts';
import { noteAudited, noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';

const confirmationLines = (words: ConfirmationWords): string[] => [
  `${words.device}: ${words.service}, ${words.socket}`,
  `Holder: ${words.holder}. Job: ${words.job}.`,
  ...(words.suspicion === null ? [] : [words.suspicion]),
  words.consequence,
  words.recheck,
  ...words.cutsOff,
];

/** The request that settled the outcome and its status: DESTROY_SOCKET, or the look that made it unnecessary. */
const answeredBy = (outcome: Outcome, sent: boolean, ntstatus: NtStatus | null) => {
  if (sent) return { request: 'IOCTL_DOT4_DESTROY_SOCKET', ntstatus: jsonStatus(ntstatus) };
  return outcome.kind === 'already-gone'
    ? { request: 'IOCTL_DOT4_WAIT_FOR_CHANNEL', ntstatus: jsonStatus(outcome.ntstatus) }
    : { request: null, ntstatus: null };
};

export const runDestroy = async (
  services: OpenedServices,
  command: CommandOf<'destroy'>,
  console: Console,
): Promise<ExitCode> => {
  const { deviceId, hostSocket } = command;
  const device = presentDevice(services.session, deviceId);
  if (!device.ok) return console.fault(device.fault);
  const before = liveChannel(services.session.state, deviceId, hostSocket);
  const named = cutOffByClose(before, hostSocket, device.value);
  const cutOff = command.force ? expressYes(named) : nothingCutOff;
  const confirmed =
    before === null
      ? confirmedUnseen(device.value, hostSocket, cutOff)
      : confirmedOf(before, device.value, cutOff);
  const request: RequestOf<'close'> = {
    kind: 'close',
    deviceId,
    targets: [{ hostSocket, generation: before?.generation ?? null, confirmed }],
  };
  const forbidden = services.operations.whyForbidden(request);
  if (forbidden !== null) return console.fault(forbidden);
  const words = confirmationWords(before, hostSocket, device.value, services.session.state.devices);
  const refusal = await confirm(console, command.yes, destroyWords.question, confirmationLines(words));
  if (refusal !== null) return console.fault(refusal);

  const started = services.operations.start<'close'>(request);
  if (!started.ok) return console.fault(started.fault);
  const operation = await started.value.ended;
  const [closing] = operation.closings;
  if (closing?.outcome == null) throw new Error('a close without an outcome');
  const { outcome, sent, ntstatus, evidence } = closing;
  const audit = services.auditPath;
  const service = serviceAt(before?.facts ?? null, hostSocket, device.value);
  const object = {
    outcome: outcome.kind,
    deviceId,
    hostSocket,
    destroySent: sent,
    service,
    serviceConfidence: service === null ? 'unknown' : 'inferred',
    ...answeredBy(outcome, sent, ntstatus),
    evidence: evidence.map(jsonEvidence),
    simulated: services.simulated,
    audit,
    notices: noticesOf(services, console),
  };
  if (outcome.kind === 'failed') return console.fault(outcome.fault, object);
  const { sentence, nextStep } = outcomeWords(outcome, channelWords(service, hostSocket));
  console.result({ ...object, message: sentence, nextStep }, [
    sentence,
    ...(nextStep === null ? [] : [nextStep]),
  ]);
  noteAudited(services, console);
  return exitCodeOf(outcome);
};
