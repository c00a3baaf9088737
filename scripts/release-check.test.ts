import { expect, test } from 'vitest';
import { obstacles } from './release-check.ts';

const changelog = '# Changes\n\n## 1.2.3 – 2026-11-30\n\n- One.\n\n## 1.2.2 – not released\n';

test.each([
  ['v1.2.3', '1.2.3', []],
  ['v1.2.4', '1.2.3', ['The tag is v1.2.4, and package.json has version 1.2.3.']],
  ['1.2.3', '1.2.3', ['The tag is 1.2.3, and package.json has version 1.2.3.']],
  ['v1.2', '1.2', ['CHANGELOG.md has no section "## 1.2 – DATE".']],
  ['v1.2.2', '1.2.2', ['The section of 1.2.2 in CHANGELOG.md has no date.']],
])('%s of version %s', (tag, version, found) => {
  expect(obstacles(tag, version, changelog)).toEqual(found);
});
