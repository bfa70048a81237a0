/**
 * The dependency rule: model <- catalog <- canonical <- secrets; catalog <- selection, resources; model <- yaml; all of them
 * <- stages <- goals <- pipeline <- in-place <- session <- commands <- github, main.
 */
const { readdirSync } = require('node:fs');
const { Visitor } = require('@swc/core/Visitor.js');

// The parser knows `using`; the visitor that is walked with does not yet.
const visitStatement = Reflect.get(Visitor.prototype, 'visitStatement');
Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  return { ...statement, decls: this.visitVariableDeclarators(statement.decls) };
};

const stages = [
  'load',
  'resolve',
  'validate',
  'read',
  'compare',
  'plan',
  'apply',
  'verify',
  'rollback',
  'scopes',
  'pull',
  'report',
  'record',
  'init',
  'testing',
  'smoke',
  'users',
  'check',
  'logs',
  'map',
];

/** What is no stage: the rules below say what each may use. */
const others = [
  'auth0',
  'canonical',
  'catalog',
  'commands',
  'completion',
  'edit',
  'emulator',
  'expect',
  'github',
  'in-place',
  'invert',
  'library',
  'model',
  'resources',
  'runtime',
  'secrets',
  'session',
  'yaml',
];

const folders = readdirSync(`${__dirname}/src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const unruled = folders.map(({ name }) => name).filter((name) => !stages.includes(name) && !others.includes(name));
if (unruled.length > 0) {
  throw new Error(
    `no rule says what src/${unruled.join(', src/')} may import: add it to the stages, or a rule of its own`,
  );
}

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** A stage talks to the next one through `goals.ts` and `pipeline.ts` alone. */
const stageRules = stages.map((stage) =>
  forbid(
    `${stage}-alone`,
    'Stages never import each other: what one gives the other goes through goals.ts and pipeline.ts, so each can be read and tested alone.',
    { path: `^src/${stage}/` },
    {
      path: `^src/(${stages.filter((other) => other !== stage).join('|')}|auth0|emulator|session|commands)/|^src/(goals|pipeline|program|main)\\.ts`,
    },
  ),
);

module.exports = {
  forbidden: [
    ...stageRules,
    forbid('no-circles', 'A circle hides which of two modules is the lower one.', {}, { circular: true }),
    forbid(
      'model-lowest',
      'The nouns know nothing of what is done with them.',
      { path: '^src/model/' },
      { path: '^src/(?!model/)' },
    ),
    forbid(
      'yaml-low',
      'What a text says as YAML is asked by whoever loads it and by whoever edits it, so it may use none.',
      { path: '^src/yaml/' },
      { path: '^src/(?!model/|yaml/)' },
    ),
    forbid(
      'edit-low',
      'A text is changed in place without knowing what it is about.',
      { path: '^src/edit/' },
      { path: '^src/(?!model/|yaml/|edit/)' },
    ),
    forbid(
      'invert-low',
      'A live text is read by its template without knowing where either comes from.',
      { path: '^src/invert/' },
      { path: '^src/(?!model/|invert/)' },
    ),
    forbid(
      'catalog-low',
      'The catalog is the shape of a type and its machinery; every stage uses it, so it may use none.',
      { path: '^src/catalog/' },
      { path: '^src/(?!model/|catalog/)' },
    ),
    forbid(
      'canonical-low',
      'The canonical form is used by every stage, so it may use none.',
      { path: '^src/canonical/' },
      { path: '^src/(?!model/|catalog/|canonical/)' },
    ),
    forbid(
      'secrets-low',
      'What is secret is asked by every stage, so it may use none.',
      { path: '^src/secrets/' },
      { path: '^src/(?!model/|catalog/|canonical/|secrets/)' },
    ),
    forbid(
      'selection-low',
      'What is left alone is decided once, from the policy and the catalog; every stage asks it, so it may use none.',
      { path: '^src/selection\\.ts' },
      { path: '^src/(?!model/|catalog/|selection\\.ts)' },
    ),
    forbid(
      'goals-below-the-pipeline',
      'A goal is made without the tenant: from files, from a run, from what was there before.',
      { path: '^src/goals\\.ts' },
      { path: '^src/(auth0|read|apply|verify|report|record|session|commands)/|^src/(pipeline|program|main)\\.ts' },
    ),
    forbid(
      'in-place-above-the-pipeline',
      'What is live is brought into files by planning them again: above the pipeline, and without the tenant, the disk and a form of output.',
      { path: '^src/in-place/' },
      { path: '^src/(auth0|load|read|apply|verify|report|record|session|commands)/|^src/(program|main)\\.ts' },
    ),
    forbid(
      'nothing-below-in-place',
      'The pipeline and its stages do not know what is made of a plan.',
      { path: '^src/(?!in-place/|session/|commands/)' },
      { path: '^src/in-place/' },
    ),
    forbid(
      'resources-are-data',
      'Descriptors are data: they do not know how bodies are compared.',
      { path: '^src/resources/' },
      { path: '^src/(?!model/|catalog/|resources/)' },
    ),
    forbid(
      'schemas-for-tools',
      'What a type says for schemas and pages is read by the tools; the program that is shipped has the generated files.',
      { path: '^src/(?!resources/[^/]+/schema\\.ts)' },
      { path: '^src/resources/[^/]+/schema\\.ts' },
    ),
    forbid(
      'emulator-alone',
      'Fed from one table, client and emulator would only prove that the table agrees with itself. Custom code is run by both in the same way.',
      { path: '^src/emulator/' },
      { path: '^src/(?!emulator/|runtime/)' },
    ),
    forbid(
      'runtime-lowest',
      'How Auth0 runs custom code is known without files, tenants and tests; what a script is, the others know, too.',
      { path: '^src/runtime/' },
      { path: String.raw`^src/(?!runtime/|model/script\.ts$)` },
    ),
    forbid(
      'expect-low',
      'What may be expected is said in the same words for unit tests and for tokens, so it knows neither.',
      { path: '^src/expect/' },
      { path: '^src/(?!model/|expect/)' },
    ),
    forbid(
      'sdk-at-the-boundary',
      'The SDK is loaded in one place, so that it is paced, masked and loaded late in one place.',
      { path: '^src/(?!auth0/|catalog/endpoints\\.ts)' },
      { path: 'node_modules/auth0', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'files-at-the-edge',
      'Only loading, recording, the commands and the action touch files: everything else is pure or talks to the tenant.',
      { path: '^src/(?!completion/|load/|commands/|github/|session/|record/|runtime/)' },
      { path: '^(node:)?fs' },
    ),
    forbid(
      'listr-in-task-list',
      'The task list is shown in one place; how it is shown is nobody else’s business.',
      { path: '^src/(?!commands/task-list\\.ts)' },
      { path: 'node_modules/listr2' },
    ),
    forbid(
      'completion-light',
      'A shell asks at every key: what answers it loads nothing of the program.',
      { path: '^src/completion/(complete|answer)\\.ts' },
      { path: '^src/(?!completion/(complete|answer)\\.ts)', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'commands-late',
      'Commands load their code when they are called, and the table of formats loads nothing.',
      { path: '^src/commands/(call|index|options)\\.ts' },
      {
        path: '^src/(?!commands/(arguments|call|help|index|io|names-of-others|options|outside|token-faults)\\.ts|report/formats/index\\.ts|version\\.ts)',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    ),
    forbid(
      'auth0-low',
      'How a tenant is talked to is known without what is said to it.',
      { path: '^src/auth0/' },
      { path: '^src/(?!model/|catalog/|auth0/)' },
    ),
    forbid(
      'session-above',
      'A session puts everything together: nothing that it is made of knows of it.',
      { path: '^src/(?!session/|commands/|github/|library/)' },
      { path: '^src/session/' },
    ),
    forbid(
      'session-returns-data',
      'Another program calls a session as well: it gives back data and tells events, and has no form of output.',
      { path: '^src/session/' },
      { path: '^src/report/' },
    ),
    forbid(
      'session-without-streams',
      'Whoever calls a session shows and asks: it reads no terminal and writes to none.',
      { path: '^src/session/' },
      { path: '^(node:)?(process|readline|stream|tty)(/|$)' },
    ),
    forbid(
      'nobody-above',
      'Below the commands nothing knows of commands.',
      { path: '^src/(?!commands/|completion/table|github/|main\\.ts|process\\.ts|program\\.ts)' },
      { path: '^src/commands/' },
    ),
    forbid(
      'nobody-knows-the-action',
      'The action of GitHub calls the same code as the command line, which does not know of it.',
      { path: '^src/(?!github/|action\\.ts)' },
      { path: '^src/github/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
