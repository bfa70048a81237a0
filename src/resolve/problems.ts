import type { Diagnostic } from '../model/diagnostic.ts';
import type { Keyword, NoText } from '../model/keyword.ts';
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
  /** A value that cannot stand inside a string, inside one. */
  noText: (keyword: Keyword, why: NoText, form: MarkerForm, place: Place) => void;
  /** One error for each keyword, with its places. */
  diagnostics: (known: readonly string[]) => Diagnostic[];
}

/** More places of one name than anybody looks at. */
const mostPlaces = 20;

interface Found {
  marker: string;
  name: string;
  chain: readonly string[];
  /** Why the value cannot stand there; absent when the keyword is undefined. */
  why?: NoText;
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
    noText: ({ name }, why, form, place) =>
      note(`no text ${name}`, { marker: markerText(form, name), name, chain: [], why }, place),
    diagnostics: (known) =>
      [...found.values()].map(({ marker, name, chain, why, count, places }) => {
        const all = { origins: [...places.values()], more: places.size < mostPlaces ? 0 : count - places.size };
        if (why !== undefined) return messages.noText(name, why, all);
        const meant = known.find((one) => looseName(one) === looseName(name));
        if (meant !== undefined && name.includes('.')) return messages.keywordPath(marker, meant, all);
        return messages.undefinedKeyword(name, { marker, chain, meant, known }, all);
      }),
  };
}
