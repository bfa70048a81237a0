import { describe as group, expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { plan as planFor, validate } from '../../../src/pipeline.ts';
import { isLike } from '../../../src/model/selector.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../../support/project.ts';
import type { Files } from '../../support/project.ts';

function errorsOf(files: Files): string {
  return textOf(validate(projectOf(files), ['local']).diagnostics);
}

const tenant = `clients:
  - name: App
  - name: Legacy ##OLD##
    app_type: "##NONSENSE##"
emailProvider: { name: smtp, credentials: "@@MAIL@@", nonsense: [] }
rules:
  - name: old ##RULE##
`;

group('what an environment excludes', () => {
  it('is neither resolved nor validated there, by type and by address', () => {
    const environment = 'domain: local\nkeywords: { OLD: x }\nexclude: [emailProvider, clients/Legacy x, rules]\n';
    expect(errorsOf({ tenant, environment })).toBe('');
  });

  it('still counts as a use of its keywords', () => {
    const environment = `domain: local\nkeywords: { OLD: x, NONSENSE: y, MAIL: z, RULE: r }\nexclude: [emailProvider, clients/Legacy x, rules]\n`;
    expect(errorsOf({ tenant, environment })).toBe('');
  });

  it('is validated where nothing excludes it', () => {
    const found = errorsOf({ tenant, environment: 'domain: local\nkeywords: { OLD: x }\n' });
    for (const part of ['##NONSENSE##', '@@MAIL@@', 'end-of-life']) expect(found).toContain(part);
  });

  it('may have any shape', () => {
    expect(errorsOf({ tenant: 'clients: 5\n', environment: 'domain: local\nexclude: [clients]\n' })).toBe('');
  });

  it('may be referred to, by name or by key', () => {
    const files = {
      tenant:
        'clients: [{ name: App, app_type: non_interactive }]\nresourceServers: [{ name: My API, identifier: "https://a" }]\nclientGrants: [{ client_id: App, audience: "https://a", scope: [] }]\n',
      environment: 'domain: local\nexclude: [resourceServers/My API]\n',
    };
    expect(errorsOf(files)).toBe('');
  });

  it('goes by the name where that is not the key', async () => {
    const tenantOf = emulated();
    await applyOf({ tenant: { resourceServers: [{ name: 'My API', identifier: 'https://a' }] } }, tenantOf);
    const environment = { domain: 'local', policy: { delete: true }, exclude: ['resourceServers/My API'] };
    const { plan } = await planOf({ tenant: { resourceServers: [] }, environment }, tenantOf);
    expect(plan.changes).toEqual([]);
  });

  it('goes by the value of a field', async () => {
    const tenantOf = emulated();
    const clients = [{ name: 'Own' }, { name: 'Strange', is_first_party: false, oidc_conformant: true }];
    await applyOf({ tenant: { clients } }, tenantOf);
    const environment = { domain: 'local', policy: { delete: true }, exclude: ['clients?is_first_party=false'] };
    const { plan } = await planOf({ tenant: { clients: [] }, environment }, tenantOf);
    expect(plan.changes.map(({ address }) => address)).toEqual(['clients/Own']);
  });
});

group('exceptions from what is excluded', () => {
  const tenant = 'clients: [{ name: A }, { name: B, description: ##NOWHERE## }]\nroles: [{ name: R }]\n';

  it.each(["['clients/*', '!clients/A']", "[clients, '!clients/A']", "['*', '!clients/A', '!roles']"])(
    'are planned, and the others are neither resolved nor deleted: %s',
    async (exclude) => {
      const at = emulated();
      await at.request('POST', '/clients', { name: 'Live' });
      const environment = `domain: local\npolicy: { delete: true }\nexclude: ${exclude}\n`;
      const { plan } = await planOf({ tenant, environment }, at);
      expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
        'create clients/A',
        'create roles/R',
      ]);
    },
  );

  it('name a type and a resource that there are, or that is said', async () => {
    const environment = (exclude: string): string => `domain: local\nexclude: [clients, '${exclude}']\n`;
    expect(errorsOf({ tenant, environment: environment('!client/A') })).toContain('!client/A names no resource type');
    const project = projectOf({ tenant, environment: environment('!clients/Nobody') });
    const { diagnostics } = await planFor(goalOfFiles(project, 'local'), emulated().connection);
    expect(textOf(diagnostics)).toContain('unused-selector  exclude names !clients/Nobody');
  });
});

group('what an environment includes', () => {
  it('is managed, and no other type when it is a type', () => {
    const { desired } = goalOfFiles(
      projectOf({
        tenant: 'clients: [{ name: A }]\nroles: [{ name: R, x: "##NO##" }]\nrules: [{ name: r }]\n',
        environment: 'domain: local\ninclude: [clients]\n',
      }),
      'local',
    );
    expect([...desired.resources.keys()]).toEqual(['clients/A']);
  });

  it('leaves other types alone, and the others of its type out, when it is a resource', async () => {
    const tenantOf = emulated();
    await applyOf({ tenant: { clients: [{ name: 'A' }, { name: 'B' }], roles: [{ name: 'R' }] } }, tenantOf);
    const environment = { domain: 'local', policy: { delete: true }, include: ['clients/A'] };
    const { plan } = await planOf({ tenant: { clients: [], roles: [] }, environment }, tenantOf);
    expect(plan.changes.map(({ address }) => address).sort()).toEqual(['clients/A', 'roles/R']);
  });

  it('cannot be excluded, too', () => {
    const environment = 'domain: local\ninclude: [clients]\nexclude: [clients/A]\n';
    expect(errorsOf({ tenant: 'clients: []\n', environment })).toContain('clients is included and excluded');
  });
});

group('selectors that keep nothing from harm', () => {
  it.each([
    ['exclude: [client/App]', 'client/App names no resource type'],
    ['policy: { protect: [cleints/App] }', 'cleints/App names no resource type'],
    ['include: [Clients]', 'Clients names no resource type'],
    ['exclude: ["clients?is_frist_party=false"]', 'clients have no field is_frist_party'],
    ['ignore: { clients: [descripton] }', 'clients have no field descripton'],
    ['ignore: { clients: [refresh_token.rotation_typ] }', 'clients have no field refresh_token.rotation_typ'],
    ['ignore: { client: [description] }', 'ignore.client is not a known setting'],
    ['policy: { delete: [client] }', 'policy.delete'],
  ])('%s is an error', (setting, message) => {
    expect(errorsOf({ tenant: 'clients: []\n', environment: `domain: local\n${setting}\n` })).toContain(message);
  });

  it.each([
    'ignore: { clients: [description, client_metadata.x, "callbacks[]", refresh_token.rotation_type] }',
    'ignore: { connections: [options.client_secret, options.anything] }',
    'ignore: { databases: [options.customScripts.login] }',
    'exclude: ["*/Legacy *", "cl*", hooks]',
  ])('%s is right', (setting) => {
    expect(errorsOf({ tenant: 'clients: []\n', environment: `domain: local\n${setting}\n` })).toBe('');
  });

  it.each(['exclude', 'protect'])(
    'a name in %s that is neither in the files nor in the tenant is a warning',
    async (setting) => {
      const names = ['clients/Ap', 'clients/App', 'roles/Unmanaged'];
      const environment = {
        domain: 'local',
        ...(setting === 'exclude' ? { exclude: names } : { policy: { protect: names } }),
      };
      const { diagnostics } = await planOf({ tenant: { clients: [{ name: 'App' }] }, environment }, emulated());
      const told = diagnostics.filter(({ code }) => code === 'unused-selector');
      expect(told.map(({ message }) => message)).toEqual([
        `${setting} names clients/Ap, which is neither in the files nor in the tenant`,
      ]);
      expect(told[0]?.hint).toBe('did you mean clients/App?');
    },
  );
});

it('a pattern with many stars takes a time that grows with the text only', () => {
  const start = performance.now();
  expect(isLike('a'.repeat(200_000), `${'*a'.repeat(20_000)}*b`)).toBe(false);
  expect(isLike('clients/Legacy App 2', 'clients/*App*')).toBe(true);
  expect(isLike('clients/App', 'clients/*App*App')).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
