// A reporter for node:test in Windows Node: one line of JSON for each test that ended (`scripts/test/node-test-report.ts`
// reads them). Plain JavaScript: it is loaded before anything else is.

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} source */
export default async function* jsonLines(source) {
  const path = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { details, name, nesting, skip } = data;
    const error = details.error?.cause ?? details.error;
    const words = type === 'test:fail' ? String(error?.stack ?? error) : undefined;
    // A suite fails with its tests; only a failure of its own is told.
    const echo =
      details.type === 'suite' && (words === undefined || details.error?.failureType === 'subtestsFailed');
    if (echo) continue;
    yield `${JSON.stringify({ title: [...path.slice(0, nesting), name].join(' › '), skip, words })}\n`;
  }
}
