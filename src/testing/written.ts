import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Keyword } from '../model/keyword.ts';
import { markerText } from '../model/marker.ts';
import type { Finding } from './compare.ts';

/** Shorter values stand in texts by accident. */
const shortest = 6;

/** What a test would expect for everything that happened to be expected; values of the keywords as their markers. */
export function expectationOf({ happened, effects, isScript }: Finding, keywords: readonly Keyword[]): Body {
  const { failure, result } = happened;
  const of = Object.fromEntries(Object.entries(effects.of).map(([key, { value }]): [string, Json] => [key, value]));
  const others = effects.others.map(({ method, arguments: given }): Json => ({ [method]: given }));
  const { times = 0, values = [], error } = result ?? {};
  const whole: Body = {
    ...of,
    ...(others.length === 0 ? {} : { calls: others }),
    ...(failure === undefined ? {} : { throws: { name: failure.name, message: failure.message } }),
    ...(isScript && error !== undefined ? { error: { ...error } } : {}),
    ...(isScript && error === undefined && failure === undefined
      ? { result: values.length > 1 ? values : (values[0] ?? null) }
      : {}),
    ...(isScript && times !== 1 && failure === undefined ? { called: times === 0 ? 'never' : times } : {}),
  };
  const used = keywords
    .filter(
      ({ value, isSecret, isKnown }) => typeof value === 'string' && value.length >= shortest && !isSecret && isKnown,
    )
    .sort((a, b) => b.text.length - a.text.length);
  const found = withMarkers(whole, used);
  return isBody(found) ? found : {};
}

function withMarkers(value: Json, keywords: readonly Keyword[]): Json {
  if (typeof value === 'string') return textWithMarkers(value, keywords);
  if (Array.isArray(value)) return value.map((item) => withMarkers(item, keywords));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [textWithMarkers(key, keywords), withMarkers(inner, keywords)]),
  );
}

function textWithMarkers(text: string, keywords: readonly Keyword[]): string {
  return keywords.reduce((rest, { name, text: own }) => rest.replaceAll(own, markerText('text', name)), text);
}
