import { mapPart, partStyle } from '../map/touched.ts';
import { messages } from '../messages.ts';
import { linesHtml, partsHtml } from '../page/lines.ts';
import type { LineOptions } from '../page/lines.ts';
import { orderHtml } from '../page/order.ts';
import { reportStyle } from '../page/report-style.ts';
import { reportScript } from '../page/script.ts';
import { joined, pageOf, markup } from '../page/shell.ts';
import type { Html } from '../page/shell.ts';
import { colouring } from '../page/syntax.ts';

import type { Entry, Group, Report, Table } from '../view.ts';
import type { Format } from './format.ts';

/** So many entries are open at first; those of what is new are not, since all of it is in the files as well. */
const mostOpen = 40;

/** A report as one page that needs nothing else. */
export const html: Format = (report, { urlOf }) => {
  const { title, counts, table, remarks, closing = [], order } = report;
  const map = report.map?.();
  const options = { colours: colouring(), urlOf };
  const sections = sectionsOf(report);
  let open = mostOpen;
  const entryHtml = (entry: Entry): Html => {
    const isOpen = entry.group.emphasis !== 'create' && entry.details.length > 0 && open > 0;
    if (isOpen) open -= 1;
    return entryOf(entry, isOpen, options);
  };
  const said = remarks.concat(closing).map((remark) => markup`<p>${remark}</p>\n`);
  const shown = sections.map(({ group, entries }, index) => {
    const { emphasis, heading } = group;
    return markup`<section class="g${index} ${emphasis}-all"><h2 class="${emphasis}">${heading}</h2>\n${joined(entries.map(entryHtml))}</section>\n`;
  });
  const body = markup`<main><h1><b>${title}</b><span>: </span>${counts}</h1>
${joined(said)}${table === undefined ? '' : tableHtml(table)}${sections.length === 0 ? '' : controls(sections)}${joined(shown)}</main>${map === undefined ? '' : mapPart(map)}${order === undefined ? '' : orderHtml(order)}`;
  const style = map === undefined ? reportStyle : reportStyle + partStyle;
  return pageOf({ title: `${title}: ${counts}`, style, script: reportScript, body });
};

/** The groups that have entries, with them. */
function sectionsOf({ groups, entries }: Report): { group: Group; entries: Entry[] }[] {
  return groups.flatMap((group) => {
    const own = entries.filter((entry) => entry.group === group);
    return own.length === 0 ? [] : [{ group, entries: own }];
  });
}

/** What chooses what of the page is shown. Finding and keys need the script, and are not shown without it. */
function controls(sections: readonly { group: Group; entries: Entry[] }[]): Html {
  const filters = sections.map(
    ({ group: { heading, emphasis }, entries }, index) =>
      markup`<label class="${emphasis}"><input type="checkbox" id="g${index}" checked>${heading}${/^\d/.test(heading) ? '' : `: ${entries.length}`}</label>\n`,
  );
  return markup`<form autocomplete="off"><fieldset><legend>${messages.show()}</legend>${joined(filters)}</fieldset><div>
<label class="split"><input type="checkbox" id="split" checked>${messages.sideBySide()}</label>
<label class="find js">${messages.find()} <input type="search" id="find" spellcheck="false"></label><output id="found" class="js" for="find"></output>
<button type="button" id="open" class="js">${messages.openAll()}</button><button type="button" id="close" class="js">${messages.closeAll()}</button>
</div>
<p class="keys js">${messages.keys()}</p></form>\n`;
}

function tableHtml({ columns, rows }: Table): Html {
  const head =
    columns.length === 0
      ? ''
      : markup`<thead><tr>${joined(columns.map((name) => markup`<th scope="col">${name}</th>`))}</tr></thead>`;
  const all = rows.map(
    (parts) => markup`<tr>${joined(parts.map((part) => markup`<td>${partsHtml([part], {})}</td>`))}</tr>\n`,
  );
  return markup`<table>${head}<tbody>${joined(all)}</tbody></table>\n`;
}

function entryOf({ head, notes, details, isBlock }: Entry, isOpen: boolean, options: LineOptions): Html {
  const said = joined(
    [head, ...notes.map(({ parts }) => parts)].map(
      (parts, index) => markup`${index === 0 ? '' : '\n'}${partsHtml(parts, options)}`,
    ),
  );
  if (details.length === 0) return markup`<div class="e"><div class="h">${said}</div></div>\n`;
  const shown =
    isBlock === true
      ? markup`<pre class="d">${joined(details.map(({ parts }, index) => markup`${index === 0 ? '' : '\n'}${partsHtml(parts, options)}`))}</pre>`
      : markup`<div class="d">${linesHtml(details, options)}</div>`;
  return markup`<details class="e"${isOpen ? markup` open` : ''}><summary class="h">${said}</summary>${shown}</details>\n`;
}
