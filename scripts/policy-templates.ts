import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyTemplates } from './policy/templates.ts';
import { projectRoot } from './project-root.ts';

// npm run policy:templates: writes the Group Policy templates.
for (const [file, text] of Object.entries(policyTemplates)) {
  const target = path.join(projectRoot, 'packaging/policy', file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(path.relative(projectRoot, target));
}
