import type { LeftProfile } from '#app/calibration/travelling.ts';
import { asciiJson } from '#app/export/ascii-json.ts';
import type { Fault } from '#app/faults/fault.ts';
import { profilesWords as words } from '#app/words/profiles.ts';
import { saveFile } from '../files/write-whole.ts';
import { exportProfiles, importProfiles } from '../operations/measure/travelling-profiles.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonFault } from './json.ts';
import { faultLines } from './text.ts';

const codeOf = (left: readonly LeftProfile[]): ExitCode =>
  left.some(({ because }) => because === 'newer' || because === 'unusable')
    ? exitCodes.failed
    : exitCodes.done;

const notices = (console: Console) => {
  const faults: Fault[] = [];
  const tell = (fault: Fault): void => {
    faults.push(fault);
    console.note(...faultLines(fault));
  };
  return { tell, asJson: () => faults.map(jsonFault) };
};

/** What was measured on this computer, as JSON for others: with `output` in a file. */
export const runProfilesExport = async (
  path: string,
  output: string | null,
  console: Console,
): Promise<ExitCode> => {
  const { tell } = notices(console);
  const head = console.head();
  const exported = exportProfiles(path, head.computer, Date.parse(head.at), tell);
  if (!exported.ok) return console.fault(exported.fault);
  const { profiles, taken, left } = exported.value;
  const text = `${asciiJson({ ...head, profiles }, 2)}\n`;
  console.note(words.exported(taken.length), ...taken.map(words.taken), ...left.map(words.left));
  if (output === null) process.stdout.write(text);
  else {
    const saved = await saveFile(output, [text]);
    if (!saved.ok) return console.fault(saved.fault);
    if (console.json) console.result({ taken, left, output }, []);
  }
  return codeOf(left);
};

/** What was measured on another computer. Nothing that was measured here is touched, so it does not ask. */
export const runProfilesImport = (from: string, into: string, console: Console): ExitCode => {
  const { tell, asJson } = notices(console);
  const imported = importProfiles(from, into, Date.parse(console.head().at), tell);
  if (!imported.ok) return console.fault(imported.fault, { notices: asJson() });
  const { taken, left } = imported.value;
  console.result({ taken, left: left.map((one) => ({ ...one, says: words.left(one) })), notices: asJson() }, [
    words.imported(taken.length),
    ...taken.map(words.taken),
    ...left.map(words.left),
  ]);
  return codeOf(left);
};
