import type { Test } from '../catalog/rule.ts';
import type { Json } from '../model/json.ts';
import type { CheckRule, Wrong } from './rule.ts';

const decidedBy = {
  files: 'from the files alone, where they say it; else with `--on plan`',
  plan: 'with `--on plan` or `--on live`',
  live: 'with `--on live`',
  network: 'with `--on live`, which asks the network as well',
};

/** The page of a rule, as Markdown: what `--explain` prints and what stands in the documents. */
export function pageOf(rule: CheckRule): string {
  return [
    `## ${rule.id}`,
    `${sentence(rule.says)}.`,
    sentence(rule.why),
    `**What to do**: ${rule.hint}.`,
    factsOf(rule)
      .map(([name, text]) => `- **${name}**: ${text}`)
      .join('\n'),
  ].join('\n\n');
}

/** The facts of a rule, each with its name. */
function factsOf(rule: CheckRule): [string, string][] {
  const { production, other, profiles, from, options = {} } = rule;
  return [
    ['Severity', `${production} in production, ${other} elsewhere`],
    ['Profiles', profiles.length === 0 ? '`all`' : profiles.map((one) => `\`${one}\``).join(', ')],
    ...lookedAt(rule),
    ...Object.entries(options).map(([name, option]): [string, string] => [
      `Option \`${name}\``,
      `${option.says} By default ${valueText(option.default)}.`,
    ]),
    ['Asked for by', from],
  ];
}

function lookedAt(rule: CheckRule): [string, string][] {
  switch (rule.type) {
    case 'own':
      return [['Looks at', 'what accepts findings: `waivers` and the baseline']];
    case 'hand':
      return [['Told', 'by nobody but you: acknowledge it with a waiver']];
    case 'lack':
    case 'tenant':
      return [
        ['Looks at', `\`${rule.about}\` of the tenant`],
        ['Told', decidedBy[rule.decided]],
      ];
    case 'each':
      return [
        ['Looks at', `each of \`${rule.about}\`${rule.where === undefined ? '' : ` where ${testsText(rule.where)}`}`],
        ...wrongText(rule),
        ['Told', decidedBy[rule.decided]],
        ...fixText(rule),
      ];
  }
}

function wrongText(rule: Extract<CheckRule, { type: 'each' }>): [string, string][] {
  const when = typeof rule.when === 'function' ? undefined : rule.when;
  const all = [...(when === undefined ? [] : [{ when }]), ...(rule.anyOf ?? [])];
  return all.length === 0 || all.length > 4
    ? []
    : [['Wrong where', all.map((one) => testsText(one.when)).join('; or ')]];
}

function fixText(rule: Extract<CheckRule, { type: 'each' }>): [string, string][] {
  const own = typeof rule.fix === 'object' ? [{ when: [], fix: rule.fix }] : [];
  const fixes = [...own, ...(rule.anyOf ?? [])].flatMap(({ fix }: Wrong) =>
    fix === undefined ? [] : [`\`${fix.path}: ${valueText(fix.to)}\``],
  );
  return fixes.length === 0 ? [] : [['`--fix` writes', [...new Set(fixes)].join(', ')]];
}

function testsText(tests: readonly Test[]): string {
  return tests.map(testText).join(' and ');
}

/** A test in words. */
function testText({ path, is, not, none, lacks, absent, unset, like, unlike, above }: Test): string {
  const field = `\`${path}\``;
  const list = (values: readonly Json[]): string => values.map((one) => `\`${valueText(one)}\``).join(' or ');
  if (is !== undefined) return `${field} is ${list(is)}`;
  if (not !== undefined) return `${field} is not ${list(not)}`;
  if (none !== undefined) return `${field} is not ${list(none)}, or not set`;
  if (lacks !== undefined) return `${field} lacks ${list(lacks)}`;
  if (like !== undefined) return `${field} is like \`${like.source.replaceAll('`', '')}\``;
  if (unlike !== undefined) return `${field} is not like \`${unlike.source}\``;
  if (above !== undefined) return `${field} is more than ${above}`;
  return absent === true || unset === true ? `${field} is not set` : `${field} is set`;
}

function valueText(value: Json | readonly string[]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
