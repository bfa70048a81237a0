import { isKeywordName } from '../model/keyword.ts';
import type { EnvironmentForm } from './align.ts';
import type { Row } from './rows.ts';
import { keywordName, typeWord } from './secret-names.ts';
import { hasWord, labelFor, plainName, withoutWords } from './words.ts';

/** A name for each row, by its id: from what it is and where it stands first; different, and the same for the same rows. */
export function namesOfRows(rows: readonly Row[], environments: readonly EnvironmentForm[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    rows.map((row) => {
      const wanted = candidates(row, environments).filter(isKeywordName);
      const last = wanted.at(-1) ?? 'VALUE';
      const free = [...wanted, ...Array.from({ length: rows.length }, (_one, count) => `${last}_${count + 2}`)];
      const name = free.find((one) => !taken.has(one)) ?? last;
      taken.add(name);
      return [row.id, name];
    }),
  );
}

/** The names that would do, the best first. */
function candidates({ form, values, uses }: Row, environments: readonly EnvironmentForm[]): string[] {
  const [first] = uses;
  const member = first?.group.members.get(0);
  if (first === undefined || member === undefined) return [];
  const words = environments[0]?.words ?? new Set<string>();
  const steps = first.path.flatMap((step) => (typeof step === 'string' ? [step] : []));
  const field = steps.at(-1) ?? '';
  const name = labelFor(member, words);
  const isSingle = first.group.type.identity.keys.length === 0;
  const own = [
    ...(isSingle ? [keywordName(field)] : []),
    keywordName(name, field),
    keywordName(typeWord(member), name, ...steps),
  ];
  const texts = values.map(String);
  switch (form) {
    case 'suffix':
      return [...suffixNames(texts, environments), ...own];
    case 'origin': {
      const isKey = uses.some(
        ({ group, path }) => path.length === 1 && group.type.identity.keys.includes(String(path[0])),
      );
      const label = labelOf(texts, environments);
      return [isKey && label === 'api' ? 'API' : keywordName(label, isKey ? 'API' : 'URL'), ...own];
    }
    case 'host':
      return isSingle || /host/i.test(field) ? own : [keywordName(labelOf(texts, environments), 'DOMAIN'), ...own];
    case 'file':
      return own.map((one) => `${one}_FILE`);
    case 'value':
      return own;
  }
}

/** What stands behind names: what says the environment, or what is only added to them. */
function suffixNames(texts: readonly string[], environments: readonly EnvironmentForm[]): string[] {
  const isOfEnvironment = texts.every(
    (text, index) => text === '' || hasWord(text, environments[index]?.words ?? new Set()),
  );
  const isAdded = texts.every((text) => text === '' || /^[^\p{L}\p{N}([]/u.test(text));
  if (isAdded) return ['NAME_SUFFIX', 'SUFFIX'];
  return isOfEnvironment ? ['ENV_LABEL'] : ['LABEL'];
}

/** The first label of a host that says what it is. */
function labelOf(texts: readonly string[], environments: readonly EnvironmentForm[]): string {
  const labels = texts.flatMap((text, index) => {
    const host = text.replace(/^[a-z]+:\/\//i, '').replace(/[:/].*$/s, '');
    const words = environments[index]?.words ?? new Set<string>();
    const [label] = host.split('.').filter((one) => one !== 'www' && withoutWords(one, words) !== '');
    return label === undefined ? [] : [plainName(label, words)];
  });
  // What most of them say: the host of a local environment is often none of the service's.
  const counts = labels.map((label) => labels.filter((one) => one === label).length);
  return labels[counts.indexOf(Math.max(...counts))] ?? '';
}
