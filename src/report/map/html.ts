import { raw } from 'hono/html';
import { joined, markup, pageOf } from '../page/shell.ts';
import type { Html } from '../page/shell.ts';
import { browserCode } from './browser-code.ts';
import { everything } from './collapse.ts';
import { drawn } from './draw.ts';
import { pictureOf } from './layout.ts';
import { findingsHtml, mapList } from './list.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

/** A map as one page that needs nothing else: the picture, what is odd, and all of it as tables. */
export function mapHtml(view: MapView): string {
  const { title, subtitle, counts, nodes, unknown } = view;
  const lacking = unknown.map((one) => markup`<p class="unknown">${one}</p>\n`);
  const head = markup`<h1><b>${title}</b><span>: </span>${subtitle}</h1><p>${counts}</p>${joined(lacking)}`;
  if (nodes.length === 0) {
    const body = markup`<main>${head}<p>${words.nothing()}</p></main>`;
    return pageOf({ title: `${title}: ${subtitle}`, style: pageStyle, body });
  }
  const findings =
    view.findings.length === 0
      ? markup``
      : markup`<h2>${words.lists.findings}</h2><div class="about">${findingsHtml(view)}</div>`;
  const body = markup`<main>${head}
${controls(view)}<p class="hint js">${words.page.hint}</p>
<div class="stage" tabindex="0" role="group" aria-label="${words.lists.picture}">${raw(mapPicture(view))}</div>
<aside id="card" class="card" hidden aria-live="polite" aria-label="${words.page.hint}" data-open="${words.page.open}"><button type="button" id="close" aria-label="${words.page.close}">×</button><div class="said"></div></aside>
${findings}${mapList(view)}</main><script type="application/json" id="map-data">${raw(dataText(view))}</script>`;
  return pageOf({ title: `${title}: ${subtitle}`, style: pageStyle, script: `${browserCode()}${pageScript}`, body });
}

/** The picture of a map, for a page that has its rules. */
export function mapPicture(view: MapView, width?: number): string {
  return drawn(pictureOf(view, everything(view), width), view, { label: `${view.title}: ${view.subtitle}` });
}

/** Data in a script element, which no script runs: nothing in it can end the element. */
function dataText(view: MapView): string {
  return JSON.stringify(view).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function controls({ teams, nodes, findings, hasChanges }: MapView): Html {
  const { page } = words;
  const hasLoose = nodes.some(({ type, team }) => type === 'client' && team === undefined);
  const ofTeams = [
    ...teams.map((name, index): Choice => [String(index), name]),
    ...(hasLoose ? [['-', words.noTeam()] as const] : []),
  ];
  const apis = [...nodes.entries()].flatMap(([index, { type, name }]): Choice[] =>
    type === 'api' ? [[String(index), name]] : [],
  );
  const codes = [...new Set(findings.map(({ code }) => code))].map((code): Choice => [code, words.finding(code)]);
  const ofFindings: Choice[] = codes.length > 1 ? [['*', page.anyFinding], ...codes] : codes;
  return markup`<form class="js" autocomplete="off"><label>${page.find} <input type="search" id="find" spellcheck="false"></label>
${teams.length === 0 ? markup`` : choice('team', page.team, page.allTeams, ofTeams)}${apis.length < 2 ? markup`` : choice('api', page.api, page.allApis, apis)}${codes.length === 0 ? markup`` : choice('finding', page.finding, page.allFindings, ofFindings)}${hasChanges ? markup`<label><input type="checkbox" id="changed"> ${page.changed}</label>` : markup``}
<button type="button" id="reset" hidden>${page.reset}</button><output id="found"></output></form>`;
}

type Choice = readonly [value: string, text: string];

function choice(id: string, label: string, all: string, options: readonly Choice[]): Html {
  const given = options.map(([value, text]) => markup`<option value="${value}">${text}</option>`);
  return markup`<label>${label} <select id="${id}"><option value="">${all}</option>${joined(given)}</select></label>\n`;
}
