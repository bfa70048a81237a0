import type { Option } from 'commander';
import { rows } from '../commands/index.ts';
import type { Row } from '../commands/index.ts';
import { checkRules } from '../check/rules/index.ts';
import { resourceTypes } from '../resources/index.ts';
import type { CompletedCommand, CompletedOption, Kind, Table } from './complete.ts';
import { shells } from './scripts.ts';

/** What a value is by the word that stands for it in help. */
const kindOfValue: Readonly<Record<string, Kind>> = {
  address: 'types',
  'address...': 'types',
  file: 'files',
  folder: 'folders',
};

/** What a value is where its word does not tell. */
const kindOfOption: Readonly<Record<string, Kind>> = {
  '--env': 'environments',
  '--rule': 'rules',
  '--explain': 'rules',
  '--run': 'runs',
  '--profile': ['readiness', 'm2m', 'security', 'all'],
};

/** What stands in front of the tenant, by its name in help. */
const kindOfWord: Readonly<Record<string, Kind>> = {
  a: 'environments',
  b: 'environments',
  address: 'types',
  file: 'files',
  run: 'runs',
  shell: shells,
};

/** What completion knows of the program. The build has it made once, so that nothing of the program is loaded at a key. */
export function completionTable(): Table {
  return {
    commands: rows.map(commandOf),
    types: resourceTypes.map(({ name }) => name),
    rules: checkRules.map(({ id }) => id),
  };
}

function commandOf({ name, summary, names = {}, isWithoutTenant, rest, options }: Row): CompletedCommand {
  const tenant: Kind[] = isWithoutTenant === true ? [] : ['tenants'];
  const named = Object.keys(names).map((word) => kindOfWord[word] ?? 'anything');
  return {
    name,
    summary,
    words: [...named, ...tenant, ...(rest === undefined ? [] : ['files' as const])],
    ...(rest === undefined ? {} : { hasRest: true }),
    options: options.map((option) => optionOf(option())),
  };
}

function optionOf({ long, short, description, flags, argChoices, required, variadic }: Option): CompletedOption {
  const word = /<([^>]+)>/.exec(flags)?.[1] ?? '';
  const value = argChoices ?? kindOfOption[long ?? ''] ?? kindOfValue[word] ?? 'anything';
  return {
    long: long ?? '',
    ...(short === undefined ? {} : { short }),
    summary: description,
    ...(required ? { value } : {}),
    ...(required && variadic ? { isVariadic: true } : {}),
  };
}
