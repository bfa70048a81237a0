import { formatPlace } from '../model/diagnostic.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Explanation, SaidElsewhere, TypeExplanation } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import { visible } from '../model/visible.ts';
import { maskedValue } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import { formatVersion } from './plan-data.ts';
import { styled } from './view.ts';
import type { Part, Report } from './view.ts';

/** So much of a value is shown. */
const longest = 120;

/** What is said of one resource or field: a row for each thing that is known. */
export function explanationReport(found: Explanation, mask: Mask): Report {
  const { address, path, files, others, live, isManaged, policy, secret, last } = found;
  const value = (one: Json | undefined): string => (one === undefined ? '' : shortText(one, mask));
  const place = (at: Place | undefined): string => (at === undefined ? '' : formatPlace(at));
  const rows: string[][] = [
    [
      'files',
      files === undefined ? messages.noFile() : value(files.value) || messages.declaredHere(),
      place(files?.place),
    ],
    ...(files?.markers ?? []).map(({ marker, place: at }) => ['', marker, place(at)]),
    ...others.map((one) => [one.environment, elsewhere(one, found, value), '']),
    ['live', messages.liveState(live.state, value(live.value)), ''],
    ['managed', isManaged ? 'yes' : 'no', ''],
    ...policy.map(({ rule, by }) => [rule, by, '']),
    ...(secret === undefined ? [] : [['secret', messages.fingerprint(secret), '']]),
    ...(found.default === undefined ? [] : [['default', value(found.default), '']]),
    ...(last === undefined ? [] : [['last', messages.lastRun(last), '']]),
  ];
  return reportOf(found, `${address}${path === '' ? '' : path.startsWith('[') ? path : `.${path}`}`, rows, mask);
}

/** What the files say for another environment: of a whole resource that it is there, and by which name. */
function elsewhere({ address, value: said }: SaidElsewhere, own: Explanation, value: (one: Json) => string): string {
  if (said !== undefined) return value(said);
  if (own.path !== '' || address === undefined) return messages.noValue();
  return address === own.address ? messages.declaredHere() : messages.declaredAs(address);
}

/** What is said of a type: how many resources there are. */
export function typeReport(found: TypeExplanation, mask: Mask): Report {
  const { type, isManaged, declared, live, excluded } = found;
  const rows = [
    ['files', String(declared)],
    ['live', live === undefined ? messages.liveState('not read', '') : String(live)],
    ['managed', isManaged ? 'yes' : 'no'],
    ...(excluded === 0 ? [] : [['excluded', String(excluded)]]),
  ];
  return reportOf(found, type, rows, mask);
}

function reportOf(data: Explanation | TypeExplanation, about: string, rows: string[][], mask: Mask): Report {
  const say = (text: string): string => visible(mask(text));
  const parts = rows.map(([name = '', ...rest]): Part[] => [
    styled('quiet', say(name)),
    ...rest.map((text) => ({ text: say(text) })),
  ]);
  return {
    data: { formatVersion, ...data },
    title: say(`${data.tenant}/${data.environment}`),
    counts: say(about),
    entries: [],
    groups: [],
    table: { columns: [], rows: parts },
    remarks: [],
  };
}

function shortText(value: Json, mask: Mask): string {
  const text = JSON.stringify(maskedValue(value, mask));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
