import type { Disagreement, FieldDisagreement } from '../model/agreement.ts';
import type { Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import { formatVersion } from './plan-data.ts';
import { styled } from './view.ts';
import type { Part, Report } from './view.ts';

/** The most characters of a value in a column. */
const longest = 72;

/** How many characters are shown in front of the first one that differs. */
const lead = 16;

/** Why a plan is refused that is not what was agreed to: for each field what was agreed to, what there is to do now, and what is live. */
export function disagreementReport(
  { tenant, environment }: Plan,
  digest: string,
  refused: readonly Disagreement[],
  mask: Mask,
): Report {
  return {
    data: {
      formatVersion,
      tenant,
      environment,
      digest,
      differences: refused.map(({ type, action, address, fields }) => ({
        type,
        action,
        address,
        fields: fields.map(dataOf),
      })),
    },
    title: visible(mask(`${tenant}/${environment}`)),
    counts: messages.notAsAgreed(refused.length),
    entries: [],
    groups: [],
    table: {
      columns: messages.agreementColumns(),
      rows: refused.flatMap((one) => rowsOf(one, mask)),
    },
    remarks: [messages.newDigest(digest)],
  };
}

function dataOf({ path, approved, now, live, isSecret }: FieldDisagreement): object {
  return {
    path,
    approved: approved.filter((value) => value !== undefined),
    ...(now === undefined ? {} : { now }),
    ...(live === undefined ? {} : { live }),
    ...(isSecret === true ? { secret: true } : {}),
  };
}

function rowsOf({ type, action, address, fields }: Disagreement, mask: Mask): Part[][] {
  const say = (text: string): string => visible(mask(text));
  const subject = styled('strong', say(`${action} ${address}`));
  if (fields.length === 0) {
    const [approved, now] = type === 'less' ? [action, ''] : [messages.agreedToNothing(), action];
    return [[subject, { text: '' }, { text: approved }, { text: now }, { text: '' }]];
  }
  return fields.map((field) => {
    const values = [...new Set(field.approved.map(textOf))];
    const approved = type === 'more' || values.length === 0 ? [messages.agreedToNothing()] : values;
    const shown = around([...approved, textOf(field.now), textOf(field.live)].map(mask));
    return [
      subject,
      { text: say(field.path) },
      { text: shown.slice(0, -2).map(visible).join(' | ') },
      ...shown.slice(-2).map((text) => ({ text: visible(text) })),
    ];
  });
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Texts as far as there is room for them in columns, from shortly before where they begin to differ. */
function around(texts: readonly string[]): string[] {
  const full = texts.filter((text) => text !== '');
  const shortest = Math.min(...full.map(({ length }) => length));
  let same = 0;
  while (same < shortest && full.every((text) => text[same] === full[0]?.[same])) same += 1;
  const start = texts.every(({ length }) => length <= longest) || same <= lead ? 0 : same - lead;
  return texts.map((text) => {
    const end = start + longest;
    return `${start > 0 && text !== '' ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`;
  });
}
