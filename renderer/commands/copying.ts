import { entriesOf } from '#app/audit/entries.ts';
import { formatTable, tableAsTsv } from '#app/export/format-table.ts';
import type { Table, TableFormat } from '#app/export/table.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { piecesOf } from '#app/ipc/pieces.ts';
import type { Trail } from '#app/ticket/earlier.ts';
import { ticketText } from '#app/ticket/ticket-text.ts';
import { exportWords } from '#app/words/export.ts';
import { faultWords } from '#app/words/faults.ts';
import type { ColumnId } from '#app/words/rows.ts';
import { ticketWords } from '#app/words/ticket.ts';
import { columnsOnScreen } from '../state/column-settings.ts';
import { say } from '../state/said.ts';
import { keysFound, lastSearch } from '../state/searches.ts';
import { sessionMs, sessionNow } from '../state/session-store.ts';
import { tableNow } from '../state/table-store.ts';
import { aboutNow, showFault, viewEvents, viewNow } from '../state/view-store.ts';
import { offsetMinutesAt } from '../ui/times.ts';
import { tableOf } from './shown-table.ts';

const moment = () => ({ now: Date.now(), ms: sessionMs(), offsetMinutesAt });

/** The columns as the table shows them now. */
const shownColumns = (): readonly ColumnId[] => columnsOnScreen(tableNow().columns, viewNow().deviceId);

/** Selected rows in the order of the table. */
export const selectedRows = (): readonly string[] => {
  const { cursor, order } = viewNow();
  return order.filter((key) => cursor.selected.has(key));
};

const tableWith = (keys: readonly string[]): Table | null => {
  const state = sessionNow();
  return state === null ? null : tableOf(state, keys, shownColumns(), moment());
};

/** Says that it was done, or shows that it was not, with the text. */
export const copy = async (api: WindowApi, text: string, done: string): Promise<void> => {
  const answer = await api.window.copyText({ text });
  if (answer.ok) return say(done);
  viewEvents.commandRefused(Date.now(), answer.fault, text);
  say(`${faultWords(answer.fault).title}.`);
};

/** The newest stretch of the audit trail; null where it cannot be read: the ticket then tells of this session alone. */
const trailNow = async (api: WindowApi): Promise<Trail | null> => {
  const page = await api.audit.read({ before: null });
  return page.ok ? { entries: entriesOf(page.value.lines), hasOlder: page.value.older !== null } : null;
};

/** What a ticket would be about now: what the details show, else the chosen device, or all. */
const subjectNow = (): Parameters<typeof ticketText>[1] => {
  const { search, deviceId } = viewNow();
  const shown = search === 'aside' ? null : lastSearch(sessionNow()?.operations ?? {});
  return shown === null
    ? { keys: aboutNow(), deviceId }
    : { keys: keysFound(shown), deviceId: shown.deviceId };
};

export const copyTicket = async (api: WindowApi): Promise<void> => {
  const state = sessionNow();
  if (state === null) return;
  const subject = subjectNow();
  const trail = await trailNow(api);
  await copy(api, ticketText(state, subject, moment(), trail), ticketWords.copied);
};

export const copyRows = async (api: WindowApi): Promise<void> => {
  const table = tableWith(selectedRows());
  if (table !== null && table.rows.length > 0) {
    await copy(api, tableAsTsv(table), exportWords.copied(table.rows.length));
  }
};

/** All rows that are shown, as they are shown. */
export const saveRows = async (api: WindowApi, format: TableFormat): Promise<void> => {
  const table = tableWith(viewNow().order);
  if (table === null) return;
  const begun = await api.file.begin({ format });
  if (!begun.ok) return showFault(begun);
  if (begun.value === null) return;
  const { id } = begun.value;
  for (const text of piecesOf(formatTable(table, format))) {
    const taken = await api.file.append({ id, text });
    if (!taken.ok) return showFault(taken);
  }
  const saved = await api.file.end({ id });
  if (!saved.ok) showFault(saved);
  else say(exportWords.savedAs(saved.value.path));
};
