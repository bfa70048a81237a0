import { describe, expect, it } from 'vitest';
import { planComment } from '../../../src/report/comment/comment.ts';
import type { TargetResult } from '../../../src/report/comment/gather.ts';
import { readMemory } from '../../../src/report/comment/seen.ts';
import { change, facts, failure, result, unbalanced } from '../../support/comment.ts';

function text(results: TargetResult[], more: Partial<typeof facts> = {}): string {
  const said = planComment(results, { ...facts, ...more }).text;
  expect(unbalanced(said)).toEqual([]);
  return said;
}

const update = change('update', 'Courier App');

describe('a comment on the plans of many targets', () => {
  it('has a row for each target that changes, with its counts and its page', () => {
    const said = text([
      result('harbor-dev', [update]),
      result('harbor-prod', [update, change('create', 'New'), change('delete', 'Legacy')], { isProduction: true }),
    ]);
    expect(said).toContain('### tenantry: 2 targets change');
    expect(said).toContain(
      '| 🟢 | `harbor-dev` | ~1 | [page](https://github.com/acme/tenants/actions/runs/77/artifacts/910) |',
    );
    expect(said).toContain('| 🔴 | **`harbor-prod`** | +1 ~1 **−1** |');
  });

  it('says a change once when it is the same in all targets', () => {
    const said = text(['dev', 'staging', 'prod'].map((env) => result(`harbor-${env}`, [update])));
    expect(said).toContain('**All 3 change the same way:**');
    expect(said.split('clients/Courier App').length - 1).toBe(1);
  });

  it('says what only one target changes below its name', () => {
    const only = change('create', 'Only Here');
    const said = text([result('harbor-dev', [update]), result('harbor-prod', [update, only])]);
    expect(said.indexOf('**Only `harbor-prod`:**')).toBeGreaterThan(said.indexOf('**All 2 change the same way:**'));
    expect(said.indexOf('Only Here')).toBeGreaterThan(said.indexOf('**Only `harbor-prod`:**'));
  });

  it('names the targets of a change that some have, and all but a few when these are most', () => {
    const targets = Array.from({ length: 10 }, (_, index) => `t${index}-prod`);
    const other = change('create', 'Other');
    const said = text(targets.map((id, index) => result(id, index < 8 ? [update, other] : [update])));
    expect(said).toContain('**All 10 change the same way:**');
    expect(said).toContain('**All but `t8-prod`, `t9-prod` change the same way:**');
    const half = text(targets.map((id, index) => result(id, index < 5 ? [update, other] : [update])));
    expect(half).toContain('**The same in `t0-prod`, `t1-prod`, `t2-prod`, `t3-prod`, `t4-prod`:**');
  });

  it('names an environment when a change is in all targets of it', () => {
    const targets = ['a-dev', 'b-dev', 'c-dev', 'a-prod', 'b-prod', 'c-prod'];
    const other = change('create', 'Other');
    const said = text(targets.map((id) => result(id, id.endsWith('prod') ? [update, other] : [update])));
    expect(said).toContain('**All 3 of `prod` change the same way:**');
  });

  it('takes a change as the same whatever file declares it, and as another with another value', () => {
    const at = (file: string): TargetResult =>
      result(`${file}-prod`, [{ ...update, place: { file, line: 1, column: 1, length: 1 }, id: file }]);
    expect(text([at('a'), at('b')])).toContain('**All 2 change the same way:**');
    const field = { path: 'description', before: 'old', after: 'newer', as: 'value' as const };
    const said = text([at('a'), result('b-prod', [change('update', 'Courier App', { fields: [field] })])]);
    expect(said).toContain('**Only `a-prod`:**');
    expect(said).toContain('! description: old -> newer');
  });

  it('warns at the top of what is deleted and replaced', () => {
    const said = text([result('harbor-prod', [change('delete', 'Legacy'), change('replace', 'Google')])]);
    expect(said).toContain(
      '> [!CAUTION]\n> - delete `clients/Legacy` in `harbor-prod`\n> - replace `clients/Google` in `harbor-prod`',
    );
    expect(said).toContain('- delete clients/Legacy\n! replace clients/Google because strategy cannot be changed');
  });

  it('says what is withheld, and why', () => {
    const withheld = { guard: 'deletes', reason: 'policy.delete is false' };
    const said = text([result('harbor-prod', [change('delete', 'Old Partner', { withheld })])]);
    expect(said).toContain('# withheld: delete clients/Old Partner: policy.delete is false');
    expect(said).toContain('| 🟡 | `harbor-prod` | 1 withheld |');
    expect(said).not.toContain('CAUTION');
  });

  it('shows why there is no plan where the plan would be, once for all targets that say the same', () => {
    const said = text([
      result('harbor-dev', [update]),
      failure('dock-prod', 'field `x` is not known'),
      failure('mole-prod', 'field `x` is not known'),
      failure('quay-prod'),
    ]);
    expect(said).toContain('### tenantry: 1 of 4 targets changes, 3 have no plan');
    expect(said).toContain('| 🔴 | `dock-prod` | no plan |  |');
    expect(said).toContain('**No plan for `dock-prod`, `mole-prod`:**\n\n```\nfield `x` is not known\n```');
    expect(said).toContain('**No plan for `quay-prod`:** its job ended before it said anything');
  });

  it('folds warnings away', () => {
    const diagnostics = [{ severity: 'warning' as const, code: 'w', message: 'deprecated' }];
    const said = text([result('harbor-dev', [update], { diagnostics }), result('dock-dev', [update], { diagnostics })]);
    expect(said).toContain('<summary>1 warning: <code>harbor-dev</code>, <code>dock-dev</code></summary>');
  });

  it('has one line for all targets that stay as they are', () => {
    const said = text([result('harbor-dev', [update]), result('dock-dev', []), result('mole-dev', [])]);
    expect(said).toContain('Nothing changes in `dock-dev`, `mole-dev`.');
    expect(said).not.toContain('| `dock-dev`');
  });

  it('is not needed when nothing changes and nothing failed', () => {
    expect(planComment([result('harbor-dev', [])], facts).isNeeded).toBe(false);
    expect(planComment([result('harbor-dev', []), failure('dock-dev')], facts).isNeeded).toBe(true);
    expect(text([result('harbor-dev', [])])).toContain('### tenantry: nothing changes in 1 target');
    expect(text([])).toContain('### tenantry: no target is affected');
  });

  it('shows long texts line by line, and those with too many lines by their number', () => {
    const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}`).join('\n');
    const field = (after: string): Partial<typeof update> => ({
      fields: [{ path: 'code', before: lines(200), after, as: 'lines' as const }],
    });
    const some = text([result('harbor-dev', [change('update', 'A', field(lines(200).replace('line 100', 'other')))])]);
    expect(some).toContain('-   line 100\n+   other');
    const many = text([result('harbor-dev', [change('update', 'A', field(lines(100)))])]);
    expect(many).toContain('! code: −100 lines');
  });

  it('links to the line that declares a change, and follows no path out of the repository', () => {
    const place = { file: 'tenants/har bor/tenant.yaml', line: 7, column: 1, length: 1 };
    const said = text([result('harbor-dev', [change('update', 'A', { place })])]);
    expect(said).toContain(
      '<a href="https://github.com/acme/tenants/blob/9f3c2ab/tenants/har%20bor/tenant.yaml#L7"><code>tenant.yaml:7</code></a>',
    );
    const out = text([result('harbor-dev', [change('update', 'A', { place: { ...place, file: '../../x.yaml' } })])]);
    expect(out).not.toContain('<a href="https://github.com/acme/tenants/blob');
  });

  it('ends with the digest by which the plan is approved', () => {
    const said = text([result('harbor-dev', [update])]);
    expect(said.split('\n').at(-1)).toBe(`<!-- tenantry:plan:v1 sha256:${'ab'.repeat(32)} -->`);
  });

  it('approves nothing when it is of a fork, and says so', () => {
    const said = text([result('harbor-dev', [update], { snapshotOf: '2026-11-20' })], { offline: 'fork' });
    expect(said).toContain('(offline, from a fork)');
    expect(said).toContain('with snapshots of `2026-11-20`');
    expect(said).not.toMatch(/tenantry:plan:v1|tenantry:seen/);
    expect(said.split('\n').at(-1)).toBe('<!-- tenantry:fork-plan:v1 -->');
  });

  it('says what a merge does in the order of the rings, and how long the plans took', () => {
    const said = text([result('harbor-dev', [update], { requests: 41, seconds: 8.6 })]);
    expect(said).toContain(
      'On merge exactly this is applied, `dev` → `staging` → `prod`; less is fine, more is refused.',
    );
    expect(said).toContain(
      'Plan of `9f3c2ab`, [run `77`](https://github.com/acme/tenants/actions/runs/77), 41 requests, about 9 seconds.',
    );
  });
});

describe('what is new since a commit', () => {
  const [first, second, third] = ['1111111', '2222222', '3333333'].map((one) => one.padEnd(40, '0')) as [
    string,
    string,
    string,
  ];
  const legacy = change('delete', 'Legacy');
  const at = (commit: string, results: TargetResult[], body = '', reviewed?: string): string => {
    const before = readMemory(body);
    return text(results, {
      commit,
      ...(before === undefined ? {} : { before }),
      ...(reviewed === undefined ? {} : { reviewed }),
    });
  };

  it('is not said in the first comment', () => {
    expect(at(first, [result('harbor-dev', [legacy])])).not.toContain('New since');
  });

  it('is the first line when a push adds a delete', () => {
    const before = at(first, [result('harbor-dev', [update])]);
    const after = at(second, [result('harbor-dev', [update, legacy])], before);
    expect(after.split('\n')[0]).toBe(
      '**New since `1111111`**, the plan that stood here before: delete `clients/Legacy` in `harbor-dev`',
    );
  });

  it('is the delete in another target, a replacement, and a target of production', () => {
    const before = at(first, [result('harbor-dev', [legacy])]);
    const production = result('harbor-prod', [legacy, change('replace', 'G')], { isProduction: true });
    const [line] = at(second, [result('harbor-dev', [legacy]), production], before).split('\n');
    expect(line).toContain('delete `clients/Legacy` in `harbor-prod`; replace `clients/G` in `harbor-prod`');
    expect(line).toContain('`harbor-prod` changes, which is production');
    expect(line).not.toContain('harbor-dev');
  });

  it('is nothing when a push adds what nobody has to look at again', () => {
    const before = at(first, [result('harbor-dev', [legacy])]);
    expect(at(second, [result('harbor-dev', [legacy, update])], before)).not.toContain('New since');
    expect(at(second, [result('harbor-dev', [])], before)).not.toContain('New since');
  });

  it('stays until the commit is reviewed', () => {
    const one = at(first, [result('harbor-dev', [update])]);
    const two = at(second, [result('harbor-dev', [legacy])], one, first);
    expect(two).toContain('New since `1111111`**, the commit that was reviewed last');
    const three = at(third, [result('harbor-dev', [legacy])], two, first);
    expect(three).toContain('New since `1111111`');
    const reviewed = at(third, [result('harbor-dev', [legacy])], two, second);
    expect(reviewed).not.toContain('New since');
  });

  it('is the same when the same commit is planned again', () => {
    const one = at(first, [result('harbor-dev', [update])]);
    const two = at(second, [result('harbor-dev', [legacy])], one);
    expect(at(second, [result('harbor-dev', [legacy])], two)).toBe(two);
  });

  it('is counted when it is too much to keep', () => {
    const many = (count: number): TargetResult[] => [
      result(
        'harbor-dev',
        Array.from({ length: count }, (_, index) => change('delete', `Old ${index}`)),
      ),
    ];
    const before = at(first, many(500));
    expect(before.length).toBeLessThan(20_000);
    expect(at(second, many(512), before).split('\n')[0]).toContain('12 to delete more than before');
  });
});
