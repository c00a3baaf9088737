import fc from 'fast-check';
import { stepKinds } from '#app/remedy/step.ts';
import { cliCommand, cliCommandNames, cliOptions } from '#app/words/command-line.ts';
import { parseCommand } from '../cli/parse-command.ts';
import { parseStartOptions, startArguments } from '../start-options.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '4', '0', '255', '256', '1e2', '0x4', '-1', 'sim-a', 'a b'),
);
const optionNames = Object.keys(cliOptions);

/** A word as a person or a script might type it. */
const word = fc.oneof(
  { arbitrary: fc.constantFrom(...optionNames.map((name) => `--${name}`), '-h', '--'), weight: 6 },
  {
    arbitrary: fc.tuple(fc.constantFrom(...optionNames), text).map(([name, value]) => `--${name}=${value}`),
    weight: 3,
  },
  { arbitrary: fc.constantFrom(...cliCommandNames, ...stepKinds, 'help'), weight: 3 },
  { arbitrary: text, weight: 3 },
);
/** A command with all that it needs, and a word or two that may be wrong. */
const likely = fc
  .tuple(
    fc.constantFrom(...cliCommandNames),
    fc.array(text, { minLength: 2 }),
    fc.array(word, { maxLength: 2 }),
  )
  .map(([name, values, more]) => [
    name,
    ...cliCommand(name).needs.map((option, index) => `--${option}=${values[index]}`),
    ...more,
  ]);
const words = fc.oneof(likely, fc.array(word, { maxLength: 9 }));

const orders = [
  '--gpu-launcher',
  '--remote-debugging-port=1',
  '--log-file=x',
  '--inspect',
  '--utility-cmd-prefix=x',
];
const startWord = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      '--simulate',
      '--scan',
      '--screenshot',
      '--no-sandbox',
      '--simulate=a.json',
      ...orders,
      '--lang=de',
      '-inspect',
      '/no-sandbox',
    ),
    weight: 6,
  },
  text,
);

/** Properties of what is typed to start the command line and the window. */
export const commandLineProperties = [
  {
    name: 'command line: it is understood or refused as `usage`, and a destroy is one that was typed as such',
    property: (): fc.IRawProperty<unknown> =>
      fc.property(words, (args) => {
        const parsed = parseCommand(args);
        if (!parsed.ok) {
          if (parsed.fault.kind !== 'usage' || parsed.fault.problem === '')
            throw new Error('it is not `usage`');
          return;
        }
        const command = parsed.value;
        const isTyped = (option: string): boolean =>
          args.some((arg) => arg === `--${option}` || arg.startsWith(`--${option}=`));
        if (!('hostSocket' in command)) return;
        const { hostSocket, deviceId, yes, force } = command;
        if (!Number.isInteger(hostSocket) || hostSocket < 1 || hostSocket > 255)
          throw new Error('no host socket');
        if (!args.some((arg) => arg.replace('--socket=', '').replace(/^0+/, '') === String(hostSocket)))
          throw new Error('another host socket than was typed');
        if (deviceId === '' || !isTyped('device') || !args.includes(command.name))
          throw new Error('not typed');
        if ((yes && !isTyped('yes')) || (force && !isTyped('force')))
          throw new Error('a yes that was not typed');
      }),
  },
  {
    name: 'window: what a packaged one starts with is known, and a restart passes on the same and no more',
    property: (): fc.IRawProperty<unknown> =>
      fc.property(fc.array(startWord, { maxLength: 7 }), (args) => {
        const parsed = parseStartOptions(args, '/typed', { isPackaged: true });
        if (!parsed.ok) return;
        if (args.some((arg) => orders.includes(arg))) throw new Error('it starts with an order to Chromium');
        const passedOn = startArguments(parsed.value);
        const again = parseStartOptions(passedOn, '/elsewhere', { isPackaged: true });
        if (!again.ok) throw new Error('what is passed on is refused');
        const { scenario, scan } = parsed.value;
        if (again.value.scenario !== scenario || again.value.scan !== scan)
          throw new Error('it is not the same');
        if (again.value.sandboxOff || again.value.screenshot !== null) throw new Error('it is more');
      }),
  },
];
