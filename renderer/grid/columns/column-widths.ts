import { ageWords } from '#app/words/window.ts';
import { cellText } from '../../state/column-facts.ts';
import { devicesFacts, unknownDevice } from '../../state/device-facts.ts';
import { sessionMs, sessionNow } from '../../state/session-store.ts';
import { gridId } from '../../ui/focus.ts';
import { dateAndTimeOf } from '../../ui/times.ts';
import { idOf } from './channel-columns.ts';
import type { ChannelColumn, ChannelTable } from './channel-columns.ts';

const headerCells = (): HTMLElement[] => [
  ...(document.getElementById(gridId)?.querySelectorAll<HTMLElement>('[role=columnheader]') ?? []),
];

/** The widths of the columns on the screen. */
export const widthsNow = (): Record<string, number> =>
  Object.fromEntries(
    headerCells().map((cell): [string, number] => [cell.dataset['column'] ?? '', cell.offsetWidth]),
  );

/** Columns that had found their width by themselves keep what they have now, so that nothing else moves. */
export const keepWidths = (table: ChannelTable): void =>
  table.setColumnSizing((sized) => ({ ...widthsNow(), ...sized }));

export const sizeColumn = ({ id, table }: ChannelColumn, width: number): void => {
  keepWidths(table);
  table.setColumnSizing((sized) => ({ ...sized, [id]: width }));
};

/** Padding of a cell, and the room that a header needs for its arrow, or the state for its signs. */
const [padding, arrow, signs] = [18, 16, 40];

/** As wide as its widest text, in all rows and not only those in sight; every text is measured once. */
export const fitColumn = (column: ChannelColumn): void => {
  const id = idOf(column);
  const state = sessionNow();
  const header = headerCells().find((cell) => cell.dataset['column'] === id);
  const context = document.createElement('canvas').getContext('2d');
  if (state === null || header === undefined || context === null) return;
  const style = getComputedStyle(header);
  context.font = `${style.fontSize} ${style.fontFamily}`;
  const devices = devicesFacts(state, new Map());
  const ms = sessionMs();
  const texts = new Set(
    Object.values(state.channels).map((channel) =>
      cellText(
        id,
        { channel, device: devices.get(channel.deviceId) ?? unknownDevice(channel.deviceId) },
        { ago: (at) => ageWords(ms - at), time: dateAndTimeOf },
      ),
    ),
  );
  const widest = Math.max(0, ...[...texts].map((text) => context.measureText(text).width));
  context.font = `600 ${context.font}`;
  const name = context.measureText(header.textContent).width + arrow;
  const width = Math.max(name, widest + (id === 'state' ? signs : 0)) + padding;
  sizeColumn(column, Math.ceil(width));
};

export const fitAllColumns = (table: ChannelTable): void =>
  table.getVisibleLeafColumns().forEach((column) => fitColumn(column));
