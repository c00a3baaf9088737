import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { page, userEvent } from 'vitest/browser';
import { parseLine } from '#app/audit/line.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { AuditPage } from '#app/audit/page.ts';
import { fail, ok } from '#app/result.ts';
import { intentOf, measureEndOf, measureStartOf, outcomeOf } from '#app/testing/audit-records.ts';
import { ApiProvider } from '../api.ts';
import { FakeMain } from '../testing/fake-main.ts';
import { openWindow, transitionsEnded } from '../testing/open-window.tsx';
import { office } from '../testing/sessions.ts';
import { dateAndTimeOf } from '../ui/times.ts';
import { AuditDialog } from './AuditDialog.tsx';
import '../styles.css';

/** A page of these lines, which stand in the file from number `from` on. */
const pageOf = (texts: readonly (string | object)[], from = 1): AuditPage => {
  const lines = texts.map((text, index): AuditLine =>
    parseLine(
      typeof text === 'string' ? text : JSON.stringify(text),
      { line: from + index, offset: (from + index) * 1_000 },
      true,
    ),
  );
  const older = from === 1 ? null : { file: 'f', offset: from * 1_000, line: from };
  return { path: 'C:\\Unjam\\audit.jsonl', file: 'f', lines: lines.reverse(), older };
};

const open = async (main: FakeMain): Promise<{ closed: number }> => {
  await page.viewport(1280, 800);
  const seen = { closed: 0 };
  await render(
    <ApiProvider value={main.api}>
      <FluentProvider theme={webLightTheme}>
        <AuditDialog onClose={() => (seen.closed += 1)} />
      </FluentProvider>
    </ApiProvider>,
  );
  return seen;
};

const withTrail = (texts: readonly (string | object)[], from = 1): FakeMain => {
  const main = new FakeMain();
  main.auditAnswer = ok(pageOf(texts, from));
  return main;
};

const dialog = () => page.getByRole('dialog', { name: 'Audit trail' });
const list = () => page.getByRole('grid', { name: 'Entries, newest first' });
const rows = () => list().getByRole('row').elements().slice(1);
const actions = () => rows().map((row) => row.querySelectorAll('[role=gridcell]')[2]?.textContent);
const button = (name: string) => dialog().getByRole('button', { name, exact: true });
const details = () => dialog().getByRole('region', { name: 'The chosen entry' });
const status = () => dialog().getByRole('status');

const trail = [
  intentOf('t1', 1),
  outcomeOf('t1', 2),
  '{"torn',
  measureStartOf('m1', 3),
  measureEndOf('m1', 8),
  intentOf('t2', 9),
];

it('shows entries newest first; a damaged line is shown as such and hides no other', async () => {
  await open(withTrail(trail));
  await expect.element(dialog()).toHaveTextContent('C:\\Unjam\\audit.jsonl');
  await expect.poll(actions).toEqual(['Close channel', 'Measure driver', 'Damaged line', 'Close channel']);
  await expect.element(details()).toHaveTextContent('No outcome recorded: the program ended during it');
  await list()
    .getByRole('row', { name: /Damaged/ })
    .click();
  await expect.element(details()).toHaveTextContent('{"torn');
  await expect.element(status()).toHaveTextContent('4 entries');
});

it('tells all of a teardown: both times, status, who, and the evidence', async () => {
  await open(withTrail(trail));
  await list().getByRole('row', { name: /Freed/ }).click();
  for (const text of [
    dateAndTimeOf(Date.UTC(2026, 2, 1, 9, 0, 1)),
    dateAndTimeOf(Date.UTC(2026, 2, 1, 9, 0, 2)),
    `${dateAndTimeOf(Date.UTC(2026, 2, 1, 9, 0, 0))}, inferred`,
    'STATUS_SUCCESS 0x00000000',
    'DESK-7',
    'inferred, the socket number',
  ]) {
    await expect.element(details()).toHaveTextContent(text);
  }
  await expect.element(details()).not.toHaveTextContent(/\dZ/);
});

const uncopied = () => dialog().getByRole('textbox', { name: 'Text that was not copied' });

it('is walked, selected and copied by keyboard', async () => {
  const main = withTrail(trail);
  await open(main);
  await expect.poll(() => rows().length).toBe(4);
  list().element().focus();
  await userEvent.keyboard('{End}{Shift>}{ArrowUp}{/Shift}{Control>}c{/Control}');
  await expect.poll(() => main.copied).toHaveLength(1);
  const copied = main.copied[0]?.split('\r\n') ?? [];
  expect(copied[0]).toMatch(/^Begun\tEnded\tAction\t/);
  expect(copied.slice(1).map((row) => row.split('\t')[2])).toEqual([
    'Damaged line',
    'Close channel',
    undefined,
  ]);
  await expect.element(status()).toHaveTextContent('2 entries copied.');
  main.faults.copy = { kind: 'clipboard-taken', problem: 'the clipboard is taken' };
  await userEvent.keyboard('{Control>}c{/Control}');
  await expect.element(status()).toHaveTextContent('Not copied. The clipboard did not take the text');
  // a text field has line ends of its own
  await expect.element(uncopied()).toHaveValue(main.copied[1]?.replaceAll('\r\n', '\n') ?? '');
  main.faults.copy = null;
  await userEvent.keyboard('{Control>}c{/Control}');
  await expect.element(uncopied()).not.toBeInTheDocument();
});

it('filters as typed; Esc clears the filter first and closes then', async () => {
  const seen = await open(withTrail(trail));
  const filter = dialog().getByRole('searchbox', { name: 'Filter the audit trail' });
  await filter.fill('freed');
  await expect.poll(actions).toEqual(['Close channel']);
  await expect.element(status()).toHaveTextContent('1 of 4 entries');
  await filter.fill('nothing like it');
  await expect.element(dialog()).toHaveTextContent('The filter hides every entry');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => rows().length).toBe(4);
  expect(seen.closed).toBe(0);
  await userEvent.keyboard('{Escape}');
  expect(seen.closed).toBe(1);
});

it('saves what the filter shows, and says where; a refusal is said, too', async () => {
  const main = withTrail(trail);
  await open(main);
  await dialog().getByRole('searchbox').fill('freed');
  await button('Save as CSV…').click();
  expect(main.inputs('audit.save')).toContainEqual({ format: 'csv', filter: 'freed' });
  await expect.element(status()).toHaveTextContent('Saved as C:\\audit.csv.');
  main.faults.save = { kind: 'file-unwritable', path: 'C:\\audit.json', code: 'EACCES' };
  await button('Save as JSON…').click();
  await expect.element(status()).toHaveTextContent('The file cannot be written');
});

it('new records come by themselves, and the cursor stays on its entry', async () => {
  const main = withTrail(trail);
  await open(main);
  await list().getByRole('row', { name: /Freed/ }).click();
  main.writeAudit(ok(pageOf([...trail, outcomeOf('t2', 11), intentOf('t3', 12)])));
  await expect.poll(() => rows().length).toBe(5);
  await expect.element(list().getByRole('row', { selected: true })).toHaveTextContent('Freed');
  await expect.element(details()).toHaveTextContent('09:00:02');
});

it('loads older entries on demand, and joins an outcome with its older intent', async () => {
  const main = new FakeMain();
  main.auditAnswers = [ok(pageOf([outcomeOf('t1', 2), intentOf('t2', 9)], 2))];
  main.auditAnswer = ok(pageOf([intentOf('t1', 1)]));
  await open(main);
  await expect.element(status()).toHaveTextContent('2 entries loaded, older ones are not yet');
  await button('Load older').click();
  expect(main.inputs('audit.read')).toContainEqual({
    before: expect.objectContaining({ line: 2 }) as unknown,
  });
  await expect.element(status()).toHaveTextContent(/^2 entries$/);
  await list().getByRole('row', { name: /Freed/ }).click();
  await expect.element(details()).toHaveTextContent(dateAndTimeOf(Date.UTC(2026, 2, 1, 9, 0, 1)));
  await expect.element(button('Load older')).toHaveAttribute('aria-disabled', 'true');
});

it('draws only what is in sight of a long trail, and the end is one key away', async () => {
  await open(withTrail(Array.from({ length: 500 }, (_none, n) => intentOf(`t${n}`, n % 60))));
  await expect.poll(() => rows().length).toBeGreaterThan(5);
  expect(rows().length).toBeLessThan(80);
  list().element().focus();
  await userEvent.keyboard('{End}');
  const active = () => list().element().getAttribute('aria-activedescendant');
  await expect.poll(active).toBe('audit-row teardown t0');
});

it('an empty trail and one that cannot be read say so', async () => {
  const main = new FakeMain();
  await open(main);
  await expect.element(dialog()).toHaveTextContent('Nothing has been recorded yet');
  main.writeAudit(fail({ kind: 'file-unreadable', path: 'audit.jsonl', code: 'EACCES' }));
  await expect.element(dialog()).toHaveTextContent('The audit trail cannot be read');
  await expect.element(dialog()).toHaveTextContent('reading it is not allowed');
  main.writeAudit(ok(pageOf(trail)));
  await expect.poll(() => rows().length).toBe(4);
});

it('what was read stays when a later reading fails', async () => {
  const main = withTrail(trail);
  await open(main);
  await expect.poll(() => rows().length).toBe(4);
  main.writeAudit(fail({ kind: 'file-unreadable', path: 'audit.jsonl', code: 'EACCES' }));
  await expect.element(status()).toHaveTextContent('The file cannot be read');
  expect(rows()).toHaveLength(4);
});

it('opens with its keys, over a window that is still there when it closes', async () => {
  const main = await openWindow(office(Date.now()));
  main.auditAnswer = ok(pageOf(trail));
  await userEvent.keyboard('{Control>}{Shift>}a{/Shift}{/Control}');
  await expect.poll(() => rows().length).toBe(4);
  await expect.element(dialog()).toHaveTextContent('nothing in it is real');
  await userEvent.keyboard('{Delete}{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByRole('grid', { name: 'Channels' })).toHaveFocus();
  expect(main.asked('close')).toEqual([]);
});

it('has no accessibility violation', async () => {
  await open(withTrail(trail));
  await expect.poll(() => rows().length).toBe(4);
  await transitionsEnded();
  const found = await axe.run(
    { include: [['[role=dialog]']], exclude: [['[data-tabster-dummy]']] },
    { rules: { 'html-has-lang': { enabled: false }, 'document-title': { enabled: false } } },
  );
  expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
});
