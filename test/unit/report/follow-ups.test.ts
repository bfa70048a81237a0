import { expect, it } from 'vitest';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import { applyOf, emulated, planOf, runPlan } from '../../support/project.ts';
import type { Files } from '../../support/project.ts';
import { bare, written } from '../../support/report.ts';

const files = {
  tenant: { customDomains: [{ domain: 'login.harbor.test', type: 'auth0_managed_certs' }] },
};

it('a new domain is done, and the report says which DNS record it waits for', async () => {
  const tenant = emulated();
  const planned = await planOf(files, tenant);
  expect(planned.diagnostics).toEqual([]);
  const outcomes = await runPlan(planned, tenant);
  expect(outcomes.map(({ status }) => status)).toEqual(['done']);
  expect(outcomes[0]?.hint).toMatch(/CNAME login\.harbor\.test \S+\.auth0\.com/);
  const text = await written(outcomesReport(planned.plan, { outcomes }, bare));
  expect(text).toMatch(
    /done create customDomains\/login\.harbor\.test {2}tenant\.yaml:\d+:\d+\n {4}add the DNS record CNAME/,
  );
  expect(text).not.toContain('Apply again');
});

it('a plan without changes reminds of it, until the domain is verified', async () => {
  const tenant = emulated();
  await applyOf(files, tenant);
  const waiting = await planOf(files, tenant);
  expect(waiting.plan.changes).toEqual([]);
  expect(waiting.diagnostics).toMatchObject([
    { code: 'follow-up', severity: 'warning', address: 'customDomains/login.harbor.test' },
  ]);
  expect(waiting.diagnostics[0]?.hint).toContain('CNAME');
  const { body } = await tenant.request('GET', '/custom-domains');
  const [domain] = body as { custom_domain_id: string }[];
  await tenant.request('POST', `/custom-domains/${domain?.custom_domain_id}/verify`);
  expect((await planOf(files, tenant)).diagnostics).toEqual([]);
});

it('a domain with certificates of its own waits for a TXT record', async () => {
  const own = { tenant: { customDomains: [{ domain: 'own.harbor.test', type: 'self_managed_certs' }] } };
  const [outcome] = await applyOf(own, emulated());
  expect(outcome?.hint).toMatch(/TXT _cf-custom-hostname\.own\.harbor\.test auth0-domain-verification=/);
});

it('a domain that leads to an organization waits for its record, too', async () => {
  const domains = (status: string): Files => ({
    tenant: { organizations: [{ name: 'north', discovery_domains: [{ domain: 'north.test', status }] }] },
  });
  const tenant = emulated();
  const outcomes = await applyOf(domains('pending'), tenant);
  expect(outcomes.map(({ hint }) => hint)).toEqual([undefined, expect.stringMatching(/TXT _ss-verification\S+ \S+/)]);
  const [verified] = await applyOf(domains('verified'), tenant);
  expect(verified).toEqual({
    address: 'organizations/north/discovery_domains/north.test',
    action: 'update',
    status: 'done',
  });
});
