/** The dependency rule: model <- canonical, resources <- stages <- pipeline <- commands <- main. */
const stages = ['load', 'resolve', 'validate', 'read', 'diff', 'plan', 'apply', 'scopes', 'report'];

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** A stage talks to the next one through `pipeline.ts` alone. */
const stageRules = stages.map((stage) =>
  forbid(
    `${stage}-alone`,
    'Stages never import each other: what one gives the other goes through pipeline.ts, so each can be read and tested alone.',
    { path: `^src/${stage}/` },
    {
      path: `^src/(${stages.filter((other) => other !== stage).join('|')}|tenant|emulator|commands|record)/|^src/(pipeline|verify|program|main)\\.ts`,
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
      'canonical-and-resources-low',
      'The catalog and the canonical form are used by every stage, so they may use none.',
      { path: '^src/(canonical|resources)/' },
      { path: '^src/(?!model/|canonical/|resources/)' },
    ),
    forbid(
      'resources-below-canonical',
      'Descriptors are data: they do not know how bodies are compared.',
      { path: '^src/resources/' },
      { path: '^src/canonical/' },
    ),
    forbid(
      'emulator-alone',
      'Fed from one table, client and emulator would only prove that the table agrees with itself.',
      { path: '^src/emulator/' },
      { path: '^src/(?!emulator/)' },
    ),
    forbid(
      'sdk-at-the-boundary',
      'The SDK is loaded in one place, so that it is paced, masked and loaded late in one place.',
      { path: '^src/(?!tenant/|resources/endpoints\\.ts)' },
      { path: 'node_modules/auth0', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'files-at-the-edge',
      'Only loading, recording and the commands touch files: everything else is pure or talks to the tenant.',
      { path: '^src/(?!load/|commands/|record/)' },
      { path: '^(node:)?fs' },
    ),
    forbid(
      'listr-in-tasks',
      'The task list is shown in one place; how it is shown is nobody else’s business.',
      { path: '^src/(?!apply/tasks\\.ts)' },
      { path: 'node_modules/listr2' },
    ),
    forbid(
      'commands-late',
      'Commands load their code when they are called.',
      { path: '^src/commands/index\\.ts' },
      {
        path: '^src/(?!commands/(io|schemas|index)\\.ts)',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    ),
    forbid(
      'nobody-above',
      'Below the commands nothing knows of commands.',
      { path: '^src/(?!commands/|main\\.ts|program\\.ts)' },
      { path: '^src/commands/' },
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
