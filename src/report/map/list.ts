import { raw } from 'hono/html';
import { groupBy } from '../../model/group.ts';
import { joined, markup } from '../page/shell.ts';
import type { Html } from '../page/shell.ts';
import { changeOf } from './collapse.ts';
import type { MapView, ViewLine, ViewNode, ViewScope } from './view.ts';
import { words } from './words.ts';

/**
 * All that a picture of a map says, as tables with headings: by API its callers, the clients by team, and what else there
 * is. Rows say by their numbers which line or node of the map they are about.
 */
export function mapList(view: MapView): Html {
  const byTo = groupBy(view.lines.entries(), ([, { to }]) => String(to));
  const linesTo = (index: number): Numbered[] => byTo.get(String(index)) ?? [];
  const of = (type: ViewNode['type']): [number, ViewNode][] =>
    [...view.nodes.entries()].filter(([, node]) => node.type === type);
  const apis = of('api').map(([index, node]) => apiHtml(index, node, linesTo(index), view));
  return joined([
    ...part(words.lists.api, apis),
    ...clientsHtml(of('client'), view),
    ...organizationsHtml(view),
    ...codeHtml(of('trigger'), linesTo, view),
    ...domainsHtml(of('domain')),
  ]);
}

/** The findings by what they are about, each with the numbers of its nodes. */
export function findingsHtml({ findings }: MapView): Html {
  const groups = [...groupBy(findings.entries(), ([, { code }]) => code).values()];
  return joined(
    groups.map((all) => {
      const [, first] = all[0] ?? [];
      const heading = first === undefined ? '' : `${words.finding(first.code)}: ${all.length}`;
      const items = all.map(
        ([index, { message, nodes }]) => markup`<li data-i="${index}" data-n="${nodes[0] ?? ''}">${message}</li>`,
      );
      return markup`<details class="finding"${all.length > mostFindings ? markup`` : markup` open`}><summary>${heading}</summary><ul>${joined(items)}</ul></details>`;
    }),
  );
}

/** More findings of one sort than this are folded. */
const mostFindings = 8;

/** More scopes than this are folded. */
const mostOpen = 24;

type Numbered = [index: number, line: ViewLine];

function part(heading: string, contents: readonly Html[]): Html[] {
  return contents.length === 0
    ? []
    : [markup`<section class="part"><h2>${heading}</h2>${joined(contents)}</section>\n`];
}

function apiHtml(index: number, node: ViewNode, lines: readonly Numbered[], view: MapView): Html {
  const rows = lines.map(([number, line]) => callerRow(number, line, view));
  const facts = node.facts.map(([label, value]) => markup`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`);
  const scopes =
    node.scopes.length === 0
      ? markup``
      : markup`<div><dt>${words.lists.scopes}</dt><dd>${scopesHtml(node.scopes)}</dd></div>`;
  const table =
    rows.length === 0
      ? markup`<p class="quiet">${words.noCaller()}</p>`
      : tableHtml(
          [words.columns.caller, words.columns.team, words.columns.how, words.columns.scopes, words.columns.besides],
          rows,
        );
  return markup`<article id="n${index}" data-n="${index}" class="${node.change ?? ''}"><h3>${nameHtml(node)}</h3><dl>${joined(facts)}${scopes}</dl>${table}</article>\n`;
}

function callerRow(number: number, line: ViewLine, view: MapView): Html {
  const from = view.nodes[line.from];
  const team = from?.team === undefined ? '' : (view.teams[from.team] ?? '');
  const organizations = line.organizations ?? [];
  const besides = [
    line.note,
    ...(organizations.length === 0 ? [] : [`${words.lists.organization}: ${organizations.join(', ')}`]),
    ...(from?.badges ?? []),
  ].filter((one) => one !== '');
  const scopes =
    line.hasAll === true
      ? markup`${words.scopes(line)}`
      : line.scopes.length === 0
        ? markup`<i>${words.scopes(line)}</i>`
        : scopesHtml(line.scopes);
  return rowHtml(`data-l="${number}"`, line.change, [
    markup`${changeHtml(changeOf(line).change)}<bdi>${from?.name ?? ''}</bdi>`,
    markup`<bdi>${team}</bdi>`,
    markup`${words.line(line.type)}`,
    scopes,
    markup`${besides.join('; ')}`,
  ]);
}

function clientsHtml(clients: readonly [number, ViewNode][], view: MapView): Html[] {
  if (clients.length === 0) return [];
  const calls = groupBy(
    view.lines.filter(({ type }) => type === 'machine' || type === 'user'),
    ({ from }) => String(from),
  );
  const { client, application, calls: called, besides } = words.columns;
  const teams = [...groupBy(clients, ([, { team }]) => String(team ?? ''))].map(([, all]) => {
    const team = all[0]?.[1].team;
    const name = team === undefined ? words.noTeam() : (view.teams[team] ?? '');
    const rows = all.map(([index, node]) => {
      const apis = [...new Set((calls.get(String(index)) ?? []).map(({ to }) => to))];
      const links = apis.map(
        (api, at) => markup`${at === 0 ? '' : ', '}<a href="#n${api}"><bdi>${view.nodes[api]?.name ?? ''}</bdi></a>`,
      );
      return rowHtml(`id="n${index}" data-n="${index}"`, node.change, [
        markup`${nameHtml(node)}`,
        markup`${node.note}`,
        joined(links),
        markup`${node.badges.join('; ')}`,
      ]);
    });
    const heading =
      view.teams.length === 0
        ? markup``
        : markup`<h3><bdi>${name}</bdi> <span class="quiet">${words.quantity(all.length, 'client')}</span></h3>`;
    return markup`<article class="team">${heading}${tableHtml([client, application, called, besides], rows)}</article>\n`;
  });
  return part(words.lists.client, teams);
}

function organizationsHtml({ lines, nodes }: MapView): Html[] {
  const rows = [...lines.entries()].flatMap(([index, { type, from, to, api, change }]) =>
    type !== 'link'
      ? []
      : [
          rowHtml(`data-l="${index}"`, change, [
            markup`${changeHtml(change)}<bdi>${nodes[from]?.name ?? ''}</bdi>`,
            markup`<bdi>${nodes[to]?.name ?? ''}</bdi>`,
            markup`<bdi>${nodes[api ?? -1]?.name ?? ''}</bdi>`,
          ]),
        ],
  );
  const { organization, client, api } = words.columns;
  return rows.length === 0 ? [] : part(words.lists.organizations, [tableHtml([organization, client, api], rows)]);
}

function codeHtml(
  triggers: readonly [number, ViewNode][],
  linesTo: (index: number) => readonly Numbered[],
  { nodes }: MapView,
): Html[] {
  const rows = triggers.flatMap(([index, trigger]) =>
    linesTo(index).map(([number, line]) =>
      rowHtml(`data-l="${number}"`, line.change, [
        markup`${trigger.name}${trigger.note === '' ? '' : `: ${trigger.note}`}`,
        markup`${line.note}`,
        markup`${changeHtml(line.change ?? nodes[line.from]?.change)}<bdi>${nodes[line.from]?.name ?? ''}</bdi>`,
      ]),
    ),
  );
  const { trigger, position, action } = words.columns;
  return rows.length === 0 ? [] : part(words.lists.code, [tableHtml([trigger, position, action], rows)]);
}

function domainsHtml(domains: readonly [number, ViewNode][]): Html[] {
  const items = domains.map(
    ([index, node]) => markup`<li data-n="${index}" class="${node.change ?? ''}">${nameHtml(node)}</li>`,
  );
  return items.length === 0 ? [] : part(words.lists.domains, [markup`<ul>${joined(items)}</ul>`]);
}

function nameHtml({ name, change }: ViewNode): Html {
  return markup`${changeHtml(change)}<bdi>${name}</bdi>`;
}

/** What a plan does with it, in a word: a colour alone does not say it. */
function changeHtml(change: ViewNode['change']): Html {
  return change === undefined ? markup`` : markup`<b class="mark ${change}">${words.change(change)}</b> `;
}

function scopesHtml(scopes: readonly ViewScope[]): Html {
  const all = scopeCodes(scopes);
  return scopes.length > mostOpen
    ? markup`<details><summary>${words.scopeCount(scopes.length)}</summary>${all}</details>`
    : all;
}

function scopeCodes(scopes: readonly ViewScope[]): Html {
  return joined(
    scopes.map((scope, index) => {
      const { change, isMissing } = scope;
      const mark = change ?? (isMissing === true ? 'warning' : undefined);
      return markup`${index === 0 ? '' : ' '}<code${mark === undefined ? markup`` : markup` class="${mark}"`}>${words.scope(scope)}</code>`;
    }),
  );
}

function tableHtml(columns: readonly string[], rows: readonly Html[]): Html {
  const head = columns.map((name) => markup`<th scope="col">${name}</th>`);
  return markup`<div class="wide" tabindex="0" role="group" aria-label="${columns.join(', ')}"><table><thead><tr>${joined(head)}</tr></thead><tbody>${joined(rows)}</tbody></table></div>`;
}

function rowHtml(attributes: string, change: ViewNode['change'], cells: readonly Html[]): Html {
  const all = cells.map((cell, index) =>
    index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`,
  );
  return markup`<tr ${raw(attributes)}${change === undefined ? markup`` : markup` class="${change}"`}>${joined(all)}</tr>\n`;
}
