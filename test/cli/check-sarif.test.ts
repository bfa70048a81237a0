import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { acme, at, check, waiver } from './support/checks.ts';

it('SARIF is as its schema asks, declares all rules, and has what is waived as suppressed', async () => {
  const {
    id: _id,
    $schema: _schema,
    ...schema
  } = JSON.parse(readFileSync('test/cli/support/sarif-2.1.0.json', 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const isValid = ajv.compile(schema);
  const cwd = acme(waiver(''));
  const { stdout } = await check(cwd, ['--format', 'sarif'], at('2027-01-01T00:00:00Z'));
  const log = JSON.parse(stdout) as {
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        suppressions?: object[];
        locations: { physicalLocation: object }[];
      }[];
    }[];
  };
  expect(isValid(log), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
  const [run] = log.runs;
  expect(run?.tool.driver.rules.length).toBeGreaterThan(50);
  const found = run?.results.find(({ ruleId }) => ruleId === 'apis/hs256');
  expect(run?.tool.driver.rules[found?.ruleIndex ?? -1]?.id).toBe('apis/hs256');
  expect(found).toMatchObject({
    suppressions: [{ kind: 'external', justification: expect.stringContaining('It is replaced') as unknown }],
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'tenants/acme/tenant.yaml' },
          region: { startLine: 4, startColumn: 18, endColumn: 23 },
        },
      },
    ],
  });
  for (const args of [
    ['--app', 'Nobody'],
    ['--rule', 'apis/none'],
  ]) {
    const refused = await check(cwd, ['--format', 'sarif', ...args]);
    expect(refused.code).toBe(1);
    expect(isValid(JSON.parse(refused.stdout)), refused.stdout).toBe(true);
  }
});
