import type { Fault } from '#app/faults/fault.ts';
import type { ProbeReport } from '#app/probe/report.ts';
import { serviceFacts } from '#app/probe/service-facts.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { printerName } from '#app/words/printer-names.ts';
import { probePlan, probeWords, sparedWords } from '#app/words/probe.ts';
import { ownSocketSentences } from '#app/words/own-sockets.ts';
import { reportOf } from '#app/operations/operation.ts';
import { presentDevice } from '../session/device-service.ts';
import { confirm } from './confirm.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonEvidence, jsonServices } from './json.ts';
import { noticesOf } from './notices.ts';
import type { OpenedServices } from './open-services.ts';
import type { CommandOf } from './parse-command.ts';
import { servicesTable } from './text.ts';

const stepLines = (intro: string, risks: readonly string[]): string[] => [
  intro,
  '',
  `${probeWords.risks}:`,
  ...risks.map((risk) => `– ${risk}`),
];

/** Whether channels may be opened too; a fault where not even the first step was agreed to. Each step is asked for alone. */
const agreedTo = async (
  { open, yes }: CommandOf<'probe'>,
  name: string,
  console: Console,
): Promise<Result<boolean, Fault>> => {
  const { title, known, open: second } = probePlan;
  console.note(`${title}: ${name}`, ...stepLines(known.intro, known.risks));
  const refusal = await confirm(console, yes, known.question);
  if (refusal !== null) return fail(refusal);
  if (!open) return ok(false);
  console.note('', second.title, ...stepLines(second.intro, second.risks), second.spares);
  return ok(yes || (await console.ask?.(second.question)) === true);
};

const reportLines = (name: string, report: ProbeReport): string[] => {
  const { evidence, spared, unasked } = report;
  return [
    probeWords.done(name),
    ...servicesTable(serviceFacts(evidence)),
    '',
    ...spared.map(({ service, because }) => sparedWords(service, because)),
    ...(unasked.length === 0 ? [] : [probeWords.unasked(unasked)]),
    ...ownSocketSentences(report),
    probeWords.inferred,
  ];
};

export const runProbe = async (
  services: OpenedServices,
  command: CommandOf<'probe'>,
  console: Console,
): Promise<ExitCode> => {
  const { deviceId } = command;
  const device = presentDevice(services.session, deviceId);
  if (!device.ok) return console.fault(device.fault);
  const forbidden = services.operations.whyForbidden({ kind: 'probe', deviceId, open: command.open });
  if (forbidden !== null) return console.fault(forbidden);
  const name = printerName(deviceId, services.session.state.devices);
  const agreed = await agreedTo(command, name, console);
  if (!agreed.ok) return console.fault(agreed.fault);

  const started = services.operations.start<'probe'>({ kind: 'probe', deviceId, open: agreed.value });
  if (!started.ok) return console.fault(started.fault);
  const operation = await started.value.ended;
  const probed = reportOf(operation.outcome);
  const beside = { deviceId, audit: services.auditPath, notices: noticesOf(services, console) };
  if (!probed.ok) return console.fault(probed.fault, beside);
  const { evidence, ...left } = probed.value;
  console.result(
    {
      ...beside,
      opened: agreed.value,
      services: jsonServices(evidence),
      evidence: evidence.map(jsonEvidence),
      ...left,
      simulated: services.simulated,
    },
    reportLines(name, probed.value),
  );
  return exitCodes.done;
};
