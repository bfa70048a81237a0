import type { Plan, Step } from '../model/plan.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Report } from './view.ts';

/** The steps of a plan in the order in which they run, and which of them wait for which; nothing when there are none. */
export function orderOf({ waves }: Pick<Plan, 'waves'>, mask: Mask): Pick<Report, 'order'> {
  if (waves.length === 0) return {};
  const say = (text: string): string => visible(mask(text));
  const shown = waves.map((steps) =>
    steps.map((step) => ({
      verb: step.do,
      address: say(step.address),
      emphasis: step.do,
    })),
  );
  return { order: { waves: shown, edges: edgesOf(waves) } };
}

/** Which step waits for which: for the last one of an earlier wave with what it depends on. */
function edgesOf(waves: readonly (readonly Step[])[]): [number, number][] {
  const last = new Map<string, number>();
  const edges: [number, number][] = [];
  let first = 0;
  for (const steps of waves) {
    for (const [index, { dependsOn }] of steps.entries())
      for (const address of dependsOn) {
        const before = last.get(address);
        if (before !== undefined) edges.push([before, first + index]);
      }
    for (const [index, { address }] of steps.entries()) last.set(address, first + index);
    first += steps.length;
  }
  return edges;
}
