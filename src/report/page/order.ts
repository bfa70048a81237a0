import { groupBy } from '../../model/group.ts';
import { messages } from '../messages.ts';
import type { Order } from '../view.ts';
import { drawn } from './drawing.ts';
import { joined, markup } from './shell.ts';
import type { Html } from './shell.ts';

/** The order of steps: as a picture, and as a list of all of them. */
export function orderHtml(order: Order): Html {
  const { waves, edges } = order;
  const steps = waves.reduce((sum, { length }) => sum + length, 0);
  const list = waves.map(
    (wave, index) =>
      markup`<li><b>${messages.wave(index + 1, wave.length)}</b>${joined(
        [...groupBy(wave, ({ verb }) => verb)].map(
          ([verb, own]) => markup`<p>${verb} ${own.map(({ address }) => address).join(', ')}</p>`,
        ),
      )}</li>`,
  );
  return markup`<aside aria-labelledby="order">
    <h2 id="order">${messages.order(waves.length)}</h2>
    <p>${messages.orderNote(edges.length > 0)}</p>
    <div class="picture" tabindex="0" role="group" aria-label="${messages.orderAsText(waves.length, steps)}">
      ${drawn(order)}
    </div>
    <details class="steps">
      <summary>${messages.stepList()}</summary>
      <ol class="o">
        ${joined(list)}
      </ol>
    </details>
  </aside>`;
}
