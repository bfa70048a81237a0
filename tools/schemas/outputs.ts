// The schemas of what commands write with `--format json`, and of the files that they leave for other programs, from the
// types that say it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
} from 'ts-json-schema-generator';
import type { CompletedConfig } from 'ts-json-schema-generator';
import { mapParts, mapValues } from './schema.ts';
import type { Defs, Draft, Schema } from './schema.ts';

/** The types of one schema: what is described is one of them. */
interface Output {
  title: string;
  types: string[];
}

const published = 'src/library/output-api.d.ts';

/** The files that have the types. */
const sources = [
  published,
  'src/record/plan-file.ts',
  'src/record/runs.ts',
  'src/model/journal.ts',
  'src/model/target.ts',
];

/** The results of commands, by the name of the command; all of them may refuse instead. */
const commands: Readonly<Record<string, string[]>> = {
  validate: ['ValidateOutput'],
  plan: ['PlanOutput', 'FleetOutput'],
  // Instead of applying what required checks object to, or nobody agreed to, it says what that is.
  apply: ['ApplyOutput', 'CheckOutput', 'DisagreementOutput', 'PlanOutput', 'FleetOutput'],
  drift: ['PlanOutput'],
  check: ['CheckOutput'],
  compare: ['CompareOutput'],
  explain: ['ExplanationOutput', 'TypeExplanationOutput'],
  logs: ['LogsOutput'],
  rollback: ['ApplyOutput'],
  history: ['HistoryOutput'],
  show: ['ShowOutput'],
  test: ['TestOutput'],
  scopes: ['NeededScopesOutput', 'PullScopesOutput'],
  smoke: ['SmokeOutput'],
  domains: ['DomainsOutput'],
  output: ['IdentifiersOutput'],
  token: ['TokenOutput'],
  targets: ['TargetsOutput'],
  graph: ['GraphOutput'],
  // In another form what other commands have said.
  report: ['PlanOutput', 'ApplyOutput', 'ShowOutput'],
};

/** What else other programs read. */
const files: Readonly<Record<string, Output>> = {
  'log-event': { title: 'A line of tenantry logs --follow --format json', types: ['LogEventOutput'] },
  'saved-plan': { title: 'A plan that tenantry plan --out has saved', types: ['PlanFile'] },
  'target-report': { title: 'What became of one target: report.json', types: ['TargetReport'] },
  run: { title: 'What a recorded run was: run.json', types: ['RunHeader'] },
  'journal-entry': { title: 'A line of the journal of a run: journal.jsonl', types: ['JournalEntry'] },
};

/** The names of the commands whose output has a schema. */
export const describedCommands: readonly string[] = Object.keys(commands);

/** The schemas by the name of their file. */
export function outputSchemas(): Map<string, Draft> {
  const rows = [
    ...Object.entries(commands).map(([name, types]): [string, Output] => [
      name,
      { title: `The result of tenantry ${name} --format json`, types: [...types, 'RefusalOutput'] },
    ]),
    ...Object.entries(files),
  ];
  const draftOf = drafter(rows.flatMap(([, { types }]) => types));
  return new Map(rows.map(([name, output]) => [name, draftOf(output)]));
}

function drafter(names: readonly string[]): (output: Output) => Draft {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const paths = sources.map((path) => join(root, path).replaceAll('\\', '/'));
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    path: `{${paths.join(',')}}`,
    tsconfig: join(root, 'tsconfig.json'),
    expose: 'all',
    jsDoc: 'extended',
    skipTypeCheck: true,
    additionalProperties: false,
    type: '*',
  };
  const program = createProgram(config);
  const statements = program
    .getSourceFiles()
    .filter(({ fileName }) => paths.includes(fileName))
    .flatMap((file) => [...file.statements]);
  const nameOf = (statement: object): string => (statement as { name?: { text?: string } }).name?.text ?? '';
  const nodes = new Map(statements.map((statement) => [nameOf(statement), statement]));
  const missing = names.filter((name) => !nodes.has(name));
  if (missing.length > 0) throw new Error(`no type is called ${missing.join(', ')}`);
  const generator = new SchemaGenerator(program, createParser(program, config), createFormatter(config), config);
  return ({ title, types }) => {
    const found = types.flatMap((name) => nodes.get(name) ?? []);
    const { definitions = {} } = generator.createSchemaFromNodes(found);
    const defs: Defs = mapValues(definitions as Record<string, Schema>, renamed);
    const refs = types.map((name): Schema => ({ $ref: `#/$defs/${name}` }));
    return { root: refs.length === 1 ? { title, ...refs[0] } : { title, anyOf: refs }, defs };
  };
}

function renamed(schema: Schema): Schema {
  const { $ref, ...rest } = mapParts(schema, renamed);
  return $ref === undefined ? rest : { ...rest, $ref: $ref.replace('#/definitions/', '#/$defs/') };
}
