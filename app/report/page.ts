import { escaped } from '../export/html.ts';
import { printerStateWords, reportWords as words } from '../words/report.ts';
import { printerStates } from './found.ts';
import type { Report } from './gathering.ts';
import { pageTables, reportLines, stateOrder } from './tables.ts';
import type { LeftOuts, ReportTable } from './tables.ts';

const style = `:root{color-scheme:light dark}
body{font:14px/1.4 "Segoe UI",system-ui,sans-serif;margin:2em;color:CanvasText;background:Canvas}
table{border-collapse:collapse}caption{text-align:left;font-weight:600;padding:4px 0}
th,td{border:1px solid GrayText;padding:3px 8px;text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600}th button{font:inherit;color:inherit;background:none;border:0;padding:0;text-align:left;cursor:pointer}
th button::after{content:" ↕"}th[aria-sort=ascending] button::after{content:" ↑"}th[aria-sort=descending] button::after{content:" ↓"}
.wide{overflow-x:auto;margin:0 0 2em}.charts{display:flex;flex-wrap:wrap;gap:2em}figure{margin:0 0 1em;max-width:100%}
figcaption{font-weight:600}svg{max-width:100%;height:auto}svg text{fill:CanvasText;font-size:13px}svg rect{fill:#2f6fb2}
@media print{body{margin:0;font-size:9pt}.wide{overflow:visible}tr,figure{break-inside:avoid}th button::after{content:""}
.script{display:none}svg rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;

// Without it the tables are plain ones. It makes no markup out of text.
const script = `const order=new Intl.Collator(undefined,{numeric:true});
for(const table of document.querySelectorAll('table')){const body=table.tBodies[0];
Array.from(table.tHead.rows[0].cells).forEach((head,column)=>{const button=document.createElement('button');
button.type='button';button.append(...head.childNodes);head.append(button);
const key=(row)=>row.cells[column].dataset.order??row.cells[column].textContent;
button.addEventListener('click',()=>{const up=head.getAttribute('aria-sort')!=='ascending';
for(const other of table.tHead.rows[0].cells)other.removeAttribute('aria-sort');
head.setAttribute('aria-sort',up?'ascending':'descending');
body.append(...Array.from(body.rows).sort((a,b)=>(up?1:-1)*order.compare(key(a),key(b))))})})}
for(const hint of document.querySelectorAll('.script'))hint.hidden=false;`;

interface Bar {
  readonly name: string;
  readonly value: number;
}

const rowHeight = 22;
const nameWidth = 260;
const barWidth = 240;
const longestName = 36;

const shortened = (name: string): string => {
  const signs = Array.from(name);
  return signs.length > longestName ? `${signs.slice(0, longestName - 1).join('')}…` : name;
};

/** Each bar with its name and its value in words: it needs no colour and no script. */
const chart = (title: string, bars: readonly Bar[]): string => {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const rows = bars.map(({ name, value }, index) => {
    const y = index * rowHeight;
    const width = Math.round((value / most) * barWidth);
    return (
      `<text x="0" y="${y + 15}">${escaped(shortened(name))}</text>` +
      `<rect x="${nameWidth}" y="${y + 3}" width="${width}" height="${rowHeight - 6}"/>` +
      `<text x="${nameWidth + width + 6}" y="${y + 15}">${value}</text>`
    );
  });
  const said = bars.map(({ name, value }) => `${shortened(name)}: ${value}`).join(', ');
  const size = `width="${nameWidth + barWidth + 60}" height="${bars.length * rowHeight}"`;
  return bars.length === 0
    ? ''
    : `<figure><figcaption>${escaped(title)}</figcaption>` +
        `<svg ${size} viewBox="0 0 ${nameWidth + barWidth + 60} ${bars.length * rowHeight}" role="img" aria-label="${escaped(`${title}. ${said}`)}">${rows.join('')}</svg></figure>`;
};

const mostBars = 8;

const charts = ({ states, drivers, programs, days }: Report): string => {
  const top = (bars: readonly Bar[]): readonly Bar[] =>
    bars.filter(({ value }) => value > 0).slice(0, mostBars);
  return [
    chart(
      words.charts.states,
      printerStates.map((state) => ({ name: printerStateWords[state], value: states[state] })),
    ),
    chart(words.charts.drivers, top(drivers.map(({ name, stuck }) => ({ name, value: stuck })))),
    chart(
      words.charts.programs,
      top(programs.map(({ name, ever }) => ({ name, value: ever })).toSorted((a, b) => b.value - a.value)),
    ),
    chart(
      words.charts.days,
      days.some(({ stuck }) => stuck > 0) ? days.map(({ day, stuck }) => ({ name: day, value: stuck })) : [],
    ),
  ].join('\n');
};

const cellHtml = (text: string, column: string, isHead: boolean): string => {
  const order = column === 'state' ? ` data-order="${(stateOrder.indexOf(text) + 9) % 9}"` : '';
  return isHead ? `<th scope="row"${order}>${escaped(text)}</th>` : `<td${order}>${escaped(text)}</td>`;
};

function* tableHtml({ id, title, columns, rows, notes }: ReportTable): Generator<string> {
  yield `<div class="wide" tabindex="0" role="region" aria-labelledby="${id}">\n`;
  yield `<table><caption id="${id}">${escaped(title)}</caption><thead><tr>`;
  for (const { name } of columns) yield `<th scope="col">${escaped(name)}</th>`;
  yield '</tr></thead><tbody>\n';
  for (const row of rows)
    yield `<tr>${row.map((text, index) => cellHtml(text, columns[index]?.id ?? '', index === 0)).join('')}</tr>\n`;
  yield '</tbody></table></div>';
  for (const note of notes) yield `<p>${escaped(note)}</p>`;
  yield '\n';
}

/**
 * The report as one page that stands for itself: it fetches nothing, and runs and wears only what `hash` (SHA-256,
 * Base64) vouches for. In pieces: it may be long.
 */
export function* reportPage(
  report: Report,
  leftOuts: LeftOuts,
  hash: (text: string) => string,
): Generator<string> {
  const policy = `default-src 'none'; style-src 'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'; base-uri 'none'; form-action 'none'`;
  yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield `<title>${escaped(words.title)}</title><style>${style}</style></head><body><main>\n`;
  yield `<h1>${escaped(words.title)}</h1>\n`;
  for (const line of reportLines(report, leftOuts)) yield `<p>${escaped(line)}</p>\n`;
  yield `<div class="charts">\n${charts(report)}\n</div>\n`;
  yield `<p class="script" hidden>${escaped(words.sortHint)}</p>\n`;
  for (const table of pageTables(report, leftOuts)) if (table.rows.length > 0) yield* tableHtml(table);
  yield `</main><script>${script}</script></body></html>\n`;
}
