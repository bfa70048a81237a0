import type { Diagnostic } from '../model/diagnostic.ts';
import type { Keyword } from '../model/keyword.ts';
import { looseName, markerText } from '../model/marker.ts';
import type { MarkerForm } from '../model/marker.ts';
import type { Origin } from '../model/tree.ts';
import { messages } from './messages.ts';

/** Where a text stands in a file. */
export type Place = (text: string) => Origin;

/** What is wrong with markers, collected by keyword: one that is misspelt once is often misspelt everywhere. */
export interface MarkerProblems {
  /** A marker that names no keyword; `chain` are the keywords whose values led to it. */
  undefined: (form: MarkerForm, name: string, place: Place, chain?: readonly string[]) => void;
  /** A value that is null, or an array with null, inside a text. */
  nothing: (keyword: Keyword, form: MarkerForm, place: Place) => void;
  /** One error for each keyword, with its places. */
  diagnostics: (known: readonly string[]) => Diagnostic[];
}

/** More places of one name than anybody looks at. */
const mostPlaces = 20;

interface Found {
  marker: string;
  name: string;
  chain: readonly string[];
  /** Whether the value that is not there is an item of an array; absent when the keyword is undefined. */
  isInArray?: boolean;
  count: number;
  places: Map<string, Origin>;
}

/** An empty collection. */
export function markerProblems(): MarkerProblems {
  const found = new Map<string, Found>();
  const note = (key: string, fresh: Omit<Found, 'count' | 'places'>, place: Place): void => {
    const problem = found.get(key) ?? { ...fresh, count: 0, places: new Map() };
    found.set(key, problem);
    problem.count += 1;
    if (problem.places.size >= mostPlaces) return;
    const origin = place(fresh.marker);
    problem.places.set(`${origin.source.path}:${origin.start}`, origin);
  };
  return {
    undefined: (form, name, place, chain = []) =>
      note(`undefined ${name}`, { marker: markerText(form, name), name, chain }, place),
    nothing: ({ name, value }, form, place) => {
      const isInArray = Array.isArray(value);
      note(`null ${name}`, { marker: markerText(form, name), name, chain: [], isInArray }, place);
    },
    diagnostics: (known) =>
      [...found.values()].map(({ marker, name, chain, isInArray, count, places }) => {
        const all = { origins: [...places.values()], more: places.size < mostPlaces ? 0 : count - places.size };
        if (isInArray !== undefined) return messages.nullInText(name, isInArray, all);
        const meant = known.find((one) => looseName(one) === looseName(name));
        if (meant !== undefined && name.includes('.')) return messages.keywordPath(marker, meant, all);
        return messages.undefinedKeyword(name, { marker, chain, meant, known }, all);
      }),
  };
}
