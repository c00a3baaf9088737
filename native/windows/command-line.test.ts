import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine } from './command-line.ts';

/** Takes a command line apart by the rules of CommandLineToArgvW. */
const takenApart = (line: string): string[] => {
  const args: string[] = [];
  let [current, inside, begun] = ['', false, false];
  for (let at = 0; at < line.length; at++) {
    const backslashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (line[at + backslashes] === '"') {
      current += '\\'.repeat(backslashes >> 1);
      at += backslashes;
      begun = true;
      if (backslashes % 2 === 1) current += '"';
      else inside = !inside;
    } else if (backslashes > 0) {
      current += '\\'.repeat(backslashes);
      at += backslashes - 1;
      begun = true;
    } else if (!inside && line[at] === ' ') {
      if (begun) args.push(current);
      [current, begun] = ['', false];
    } else {
      current += line.charAt(at);
      begun = true;
    }
  }
  return begun ? [...args, current] : args;
};

test('what needs no quotation marks has none', () => {
  expect(commandLine(['--simulate', 'C:\\a\\b'])).toBe('--simulate C:\\a\\b');
  expect(commandLine(['C:\\Program Files\\', ''])).toBe('"C:\\Program Files\\\\" ""');
});

test('every argument comes out as it went in', () => {
  const argument = fc.string({ unit: fc.constantFrom('a', '"', '\\', ' ') });
  fc.assert(
    fc.property(fc.array(argument), (args) => {
      expect(takenApart(commandLine(args))).toEqual(args);
    }),
  );
});
