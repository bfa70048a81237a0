import type { Style } from '../style.ts';
import type { MapView } from './view.ts';

/** Writes a map in one form. */
export type MapFormat = (view: MapView, style: Style) => string;

/** The forms of maps beside JSON. A new one is a file beside this one and a row here; its code is loaded when it is asked for. */
export const mapFormats = {
  text: async (): Promise<MapFormat> => (await import('./text.ts')).mapText,
  html: async (): Promise<MapFormat> => (await import('./html.ts')).mapHtml,
  svg: async (): Promise<MapFormat> => (await import('./svg.ts')).mapSvg,
  mermaid: async (): Promise<MapFormat> => (await import('./graph-text.ts')).mapMermaid,
  dot: async (): Promise<MapFormat> => (await import('./graph-text.ts')).mapDot,
};

/** The name of a form of maps. */
export type MapFormatName = keyof typeof mapFormats | 'json';
