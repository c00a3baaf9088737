import type { Table } from './table.ts';

import { visible } from '../words/foreign-text.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of others as it may stand in a page, also in an attribute. */
export const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const style = `body{font:14px "Segoe UI",sans-serif;margin:2em}table{border-collapse:collapse}
th,td{border:1px solid #bbb;padding:3px 8px;text-align:left;vertical-align:top}th{background:#eee}`;

/** A page that stands for itself: no script, nothing that is fetched. */
export const htmlText = ({ title, notes, columns, rows }: Table): string =>
  [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${escaped(title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    '<table><thead><tr>',
    ...columns.map(({ name }) => `<th scope="col">${escaped(name)}</th>`),
    '</tr></thead><tbody>',
    ...rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`),
    '</tbody></table></body></html>',
    '',
  ].join('\n');
