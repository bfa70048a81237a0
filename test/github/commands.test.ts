import { beforeEach, describe, expect, it } from 'vitest';
import type { TargetReport } from '../../src/model/target.ts';
import { deployer, emulate, project, writeFiles } from '../cli/support/tenantry.ts';
import type { Served } from '../cli/support/tenantry.ts';
import { action } from './support/action.ts';
import type { ActionResult } from './support/action.ts';

const yaml = `emailProvider:
  name: smtp
  default_from_address: mail@acme.example
  credentials: { smtp_host: smtp.acme.example, smtp_port: 587, smtp_user: acme, smtp_pass: ##SMTP_PASSWORD## }
roles:
  - name: Courier
    description: Drives
`;
const password = 'a-password-of-the-mail-server';

let server: Served;
let cwd: string;

const environment = (more = ''): string =>
  `domain: ${server.url}\nallow_shared_domain: true\nsecrets: { SMTP_PASSWORD: { env: SMTP_PASSWORD } }\n${more}`;

beforeEach(async () => {
  server = await emulate();
  cwd = project({ 'tenant.yaml': yaml, 'environments/dev.yaml': environment() });
});

const step = (inputs: Record<string, string>, env: Record<string, string> = {}): Promise<ActionResult> =>
  action(inputs, { cwd, env: { ...deployer, SMTP_PASSWORD: password, ...env } });
const on = (command: string, more: Record<string, string> = {}): Promise<ActionResult> =>
  step({ command, tenant: 'acme', env: 'dev', ...more });
const reportOf = ({ files }: ActionResult, id = 'acme-dev'): TargetReport =>
  JSON.parse(files[`${id}/report.json`] ?? '{}') as TargetReport;

describe('the other commands', () => {
  it('drift fails for no drift, and says who changed it', async () => {
    await on('apply');
    await server.call('POST', '/roles', { name: 'Stranger' });
    const result = await on('drift');
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'exit-code': '2', outcome: 'changes' } });
    expect(reportOf(result)).toMatchObject({ command: 'drift', outcome: 'changes' });
    expect(Object.keys(result.files)).toEqual(expect.arrayContaining(['acme-dev/drift.md', 'acme-dev/plan.json']));
  });

  it('validate looks at all environments of a tenant', async () => {
    const result = await step({ command: 'validate', tenant: 'acme' });
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'exit-code': '0', outcome: 'nothing' } });
  });

  it('smoke of a tenant without grants is no failure, and one whose client has no secret here is', async () => {
    await on('apply');
    const nothing = await on('smoke');
    expect(nothing, nothing.log).toMatchObject({ code: 0, outputs: { 'exit-code': '3' } });
    const key = 'resourceServers: [{ name: P, identifier: https://p.example, scopes: [{ value: r }] }]';
    writeFiles(cwd, {
      'tenants/acme/machines.yaml': `${key}
clients: [{ name: M, app_type: non_interactive, grant_types: [client_credentials], jwt_configuration: { alg: RS256 } }]
clientGrants: [{ client_id: M, audience: https://p.example, scope: [r] }]
`,
      'tenants/acme/smoke.yaml': 'credentials: { M: { secret: SECRET_OF_M } }\n',
      'tenants/acme/environments/dev.yaml': environment().replace(
        'secrets: {',
        'secrets: { SECRET_OF_M: { env: SECRET_OF_M },',
      ),
    });
    await on('apply', {});
    const untried = await step({ command: 'smoke', tenant: 'acme', env: 'dev' });
    expect(untried, untried.log).toMatchObject({ code: expect.any(Number) as number });
    expect(untried.code).not.toBe(0);
  });

  it('check annotates what it finds, and fails by it', async () => {
    writeFiles(cwd, {
      'tenants/acme/tenant.yaml': `clients:\n  - name: App\n    app_type: spa\n    callbacks: [http://evil.example/cb]\n    grant_types: [password]\n`,
      'tenants/acme/environments/dev.yaml': environment('kind: production\n'),
    });
    const result = await on('check');
    expect(result, result.log).toMatchObject({ code: 3, outputs: { 'exit-code': '3' } });
    expect(result.commands.some(({ name, properties }) => name === 'error' && properties['file'] !== undefined)).toBe(
      true,
    );
  });

  it('targets gives a matrix', async () => {
    const result = await step({ command: 'targets' });
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'targets-count': '1' } });
    expect(JSON.parse(result.outputs['matrix'] ?? '')).toMatchObject([{ id: 'acme-dev', environment: 'acme-dev' }]);
    expect(JSON.parse(result.outputs['rings'] ?? '')).toMatchObject({ dev: [{ id: 'acme-dev' }] });
  });

  it('a secret of 8 characters that occurs in the name of a tenant does not empty the matrix', async () => {
    const secret = 'harborco';
    writeFiles(cwd, {
      'tenants/harborco-eu/tenant.yaml': yaml,
      'tenants/harborco-eu/environments/dev.yaml': environment(),
    });
    const result = await step({ command: 'targets', env: 'dev' }, { SMTP_PASSWORD: secret });
    expect(result.commands.filter(({ name }) => name === 'add-mask')).toEqual([]);
    expect(JSON.parse(result.outputs['matrix'] ?? '')).toMatchObject([{ id: 'acme-dev' }, { id: 'harborco-eu-dev' }]);
    // And the plan is for a tenant of that name, when it is approved and applied.
    const here = { tenant: 'harborco-eu', env: 'dev' };
    const planned = await step({ command: 'plan', ...here }, { SMTP_PASSWORD: secret });
    expect(planned, planned.log).toMatchObject({ code: 0, outputs: { create: '2' } });
    expect(planned.outputs['plan-file']).toMatch(/harborco-eu-dev\/plan\.json$/);
    writeFiles(cwd, { 'approved/harborco-eu-dev/1.plan.json': planned.files['harborco-eu-dev/plan.json'] ?? '' });
    const applied = await step({ command: 'apply', ...here, approved: 'approved' }, { SMTP_PASSWORD: secret });
    expect(applied, applied.log).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
  });
});
