import { isCi, say } from './machine.ts';
import { projectRoot } from './project-root.ts';
import { parseTestArguments } from './test/arguments.ts';
import { runStages } from './test/run-stages.ts';
import { stages } from './test/stages.ts';

const parsed = parseTestArguments(
  process.argv.slice(2),
  stages.map((stage) => stage.name),
);
if (parsed.ok) {
  const { officialOnly, selected, leftOut } = parsed.value;
  process.exitCode = await runStages(
    stages.filter((stage) => selected.includes(stage.name)),
    {
      projectRoot,
      officialOnly,
      say,
      demanding: isCi() && process.platform === 'linux',
      runtimes: [`Node ${process.versions.node}`],
      leftOut,
    },
  );
} else {
  console.error(parsed.problem.message);
  process.exitCode = 2;
}
