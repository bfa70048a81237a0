import { raw } from 'hono/html';
import { markup } from '../page/shell.ts';
import type { Html } from '../page/shell.ts';
import { everything } from './collapse.ts';
import { drawn } from './draw.ts';
import { pictureOf } from './layout.ts';
import { mapList } from './list.ts';
import { listStyle } from './page-style.ts';
import { pictureStyle } from './picture-style.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

/** What the page of a plan needs beside its own rules to show a part of a map. */
export const partStyle = `${pictureStyle}${listStyle}.map path{opacity:1}.map .b .n{font-size:11px}`;

/** What of who may call what a plan touches: a picture, and as tables all that it says. */
export function mapPart(view: MapView): Html {
  const picture = drawn(pictureOf(view, everything(view)), view, { label: words.lists.touched });
  return markup`<aside aria-labelledby="map"><h2 id="map">${words.lists.touched}</h2><p>${view.counts}</p><div class="stage" tabindex="0" role="group" aria-label="${words.lists.picture}">${raw(picture)}</div><details><summary>${words.lists.asTables}</summary>${mapList(view)}</details></aside>`;
}
