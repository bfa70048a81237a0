import { openPull, pullRequest } from './events.ts';
import { run } from './runner.ts';
import { tenantFiles, worldOfThis } from './world.ts';
const w = await worldOfThis();
const file = 'tenants/acme-crm/tenant.yaml';
const pull = openPull(w.repository, { [file]: tenantFiles[file]!.replace('Delivers parcels', 'Delivers all parcels') });
console.time('run');
const r = await run(w.repository, '.github/workflows/plan.yml', pullRequest(w.repository, pull));
console.timeEnd('run');
for (const j of r.jobs)
  console.log(
    '=====',
    j.key,
    JSON.stringify(j.matrix),
    j.result,
    j.outputs,
    j.steps.map((s) => `${s.title}: ${s.outcome} ${JSON.stringify(s.outputs)}`),
    '\n',
    j.log,
    j.summary.slice(0, 1500),
  );
console.log(
  r.conclusion,
  w.repository.github.state.artifacts.map((a) => a.name),
  w.called(),
);
await w.close();
