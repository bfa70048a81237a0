import { everything } from './collapse.ts';
import { drawn } from './draw.ts';
import { pictureOf } from './layout.ts';
import { pictureStyle } from './picture-style.ts';
import type { MapView } from './view.ts';

/** The picture alone, which needs nothing else. */
export function mapSvg(view: MapView): string {
  const picture = pictureOf(view, everything(view));
  return drawn(picture, view, { label: `${view.title}: ${view.subtitle}`, style: pictureStyle });
}
