import { problem, done, type Outcome } from '../outcome.ts';

export interface TestArguments {
  officialOnly: boolean;
  selected: string[];
  leftOut: string[];
}

export function parseTestArguments(args: string[], stageNames: string[]): Outcome<TestArguments> {
  const usage = `Usage: npm test -- [--official] [--only ${stageNames.join(',')}]`;
  let officialOnly = false;
  let only: string[] | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--official') officialOnly = true;
    else if (arg === '--only' || arg.startsWith('--only=')) {
      const list = arg === '--only' ? args[(index += 1)] : arg.slice('--only='.length);
      only = (list ?? '').split(',').filter((name) => name !== '');
      if (only.length === 0) return problem('refused', `--only needs the name of a stage.\n${usage}`);
    } else return problem('refused', `Unknown argument: ${arg}\n${usage}`);
  }
  const unknown = only?.filter((name) => !stageNames.includes(name)) ?? [];
  if (unknown.length > 0) return problem('refused', `No such stage: ${unknown.join(', ')}\n${usage}`);
  const selected = stageNames.filter((name) => only?.includes(name) ?? true);
  return done({ officialOnly, selected, leftOut: stageNames.filter((name) => !selected.includes(name)) });
}
