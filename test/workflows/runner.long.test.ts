import { stringify } from 'yaml';
import { expect, it, onTestFinished } from 'vitest';
import { dispatch, openPull, pullRequest, schedule, workflowRun } from './events.ts';
import { newRepository } from './repository.ts';
import { jobsOf, rerunFailed, run } from './runner.ts';
import { checkout, file, having } from './small.ts';

it('runs jobs behind those they need, one for each row of a matrix that an earlier job gave', async () => {
  const repository = await having({
    each: {
      needs: 'list',
      strategy: { matrix: { include: '${{ fromJSON(needs.list.outputs.rows) }}' } },
      steps: [{ run: 'echo "$ROW of $GITHUB_EVENT_NAME"', env: { ROW: '${{ matrix.row }}' } }],
    },
    list: {
      outputs: { rows: '${{ steps.rows.outputs.json }}' },
      steps: [{ id: 'rows', run: `echo 'json=[{"row":1},{"row":"two"}]' >> "$GITHUB_OUTPUT"` }],
    },
  });
  const { jobs, conclusion } = await run(repository, file, dispatch(repository));
  expect(conclusion).toBe('success');
  expect(jobs.map(({ key, matrix, log }) => [key, matrix['row'], log.trim()])).toEqual([
    ['list', undefined, ''],
    ['each', 1, '1 of workflow_dispatch'],
    ['each', 'two', 'two of workflow_dispatch'],
  ]);
});

it('skips what needs a job that failed or was skipped, however far behind, unless it asks for more', async () => {
  const repository = await having({
    bad: { steps: [{ run: 'exit 1' }, { run: 'echo never' }, { if: 'always()', run: 'echo after' }] },
    off: { if: "github.event_name == 'push'", steps: [{ run: 'echo' }] },
    behind: { needs: 'off', steps: [{ run: 'echo' }] },
    far: { needs: 'behind', steps: [{ run: 'echo' }] },
    anyway: { needs: ['bad', 'far'], if: "always() && needs.bad.result == 'failure'", steps: [{ run: 'echo' }] },
    onFailure: { needs: 'bad', if: 'failure()', steps: [{ run: 'echo' }] },
  });
  const { jobs, conclusion } = await run(repository, file, dispatch(repository));
  expect(Object.fromEntries(jobs.map(({ key, result }) => [key, result]))).toEqual({
    bad: 'failure',
    off: 'skipped',
    behind: 'skipped',
    far: 'skipped',
    anyway: 'success',
    onFailure: 'success',
  });
  expect(jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual(['failure', 'skipped', 'success']);
  expect(conclusion).toBe('failure');
});

it('fails a matrix that an expression leaves without a row, as an output that was dropped does', async () => {
  const repository = await having({
    list: {
      outputs: { rows: '${{ steps.rows.outputs.json }}', count: '1' },
      steps: [
        {
          id: 'rows',
          env: { KEY: '${{ secrets.KEY }}' },
          run: `echo 'json=[{"id":"acme-crm-prod"}]' >> "$GITHUB_OUTPUT"`,
        },
      ],
    },
    each: {
      needs: 'list',
      strategy: { matrix: { include: '${{ fromJSON(needs.list.outputs.rows) }}' } },
      steps: [{ run: 'echo' }],
    },
  });
  repository.secrets = { KEY: 'acme-crm', OTHER: 'prod' };
  const { jobs } = await run(repository, file, dispatch(repository));
  expect(jobs[0]).toMatchObject({ result: 'success', outputs: { count: '1' } });
  expect(jobs[0]?.annotations[0]?.text).toBe("Skip output 'rows' since it may contain secret.");
  expect(jobs[1]?.result).toBe('failure');
});

it('runs actions in processes of their own: inputs with defaults, outputs, summaries, masks, ten annotations', async () => {
  const repository = await having({
    act: {
      steps: [
        checkout,
        { uses: './', id: 'a', with: { say: '${{ 1 + 1 }}'.replace('1 + 1', "'a'"), do: 'annotate' } },
        { uses: './', with: { say: 'hidden', do: 'mask' } },
        { run: 'echo "${{ steps.a.outputs.said }} and hidden"' },
        { uses: './', with: { do: 'fail' }, 'continue-on-error': true },
      ],
    },
  });
  const [job] = (await run(repository, file, dispatch(repository))).jobs;
  expect(job).toMatchObject({ result: 'success', summary: '# a\n# hidden\n# nothing\n' });
  expect(job?.annotations).toHaveLength(10);
  expect(job?.annotations[3]).toEqual({
    level: 'warning',
    text: '50% of it',
    properties: { file: 'a.yaml', line: '3' },
  });
  expect(job?.log).toContain('it is ***');
  expect(job?.log).toContain('a and ***');
});

it('gives a job the secrets of its environment when its ref may deploy and nobody says no at the gate', async () => {
  const repository = await having({
    deploy: {
      environment: { name: 'prod', deployment: "${{ github.event_name != 'pull_request' }}" },
      steps: [
        {
          run: 'test "$KEY" = of-prod && echo "$KEY $PLACE"',
          env: { KEY: '${{ secrets.KEY }}', PLACE: '${{ vars.PLACE }}' },
        },
      ],
    },
  });
  repository.secrets = { KEY: 'of-all' };
  repository.environments = {
    prod: { secrets: { KEY: 'of-prod' }, vars: { PLACE: 'here' }, refs: ['refs/heads/main'], isGated: true },
  };
  const good = await run(repository, file, dispatch(repository));
  expect(good.jobs[0]).toMatchObject({ result: 'success', log: '*** here\n\n', environment: 'prod' });
  expect(repository.github.state.deployments[0]?.statuses.map(({ state }) => state)).toEqual([
    'in_progress',
    'success',
  ]);
  const pull = openPull(repository, { 'a.txt': 'a' });
  const barred = await run(repository, file, pullRequest(repository, pull));
  expect(barred.jobs[0]?.log).toContain('is not allowed to deploy to prod');
  const rejected = await run(repository, file, schedule(repository), { approve: () => false });
  expect(rejected.jobs[0]).toMatchObject({ result: 'failure', log: 'The deployment to prod was rejected.' });
});

it('gives the run of a fork no secrets, and a token that only reads', async () => {
  const step = { uses: './', with: { say: 'from a ${{ secrets.KEY }} run', do: 'call' } };
  const repository = await having({ say: { permissions: { 'pull-requests': 'write' }, steps: [checkout, step] } });
  repository.secrets = { KEY: 'secret' };
  const own = openPull(repository, { 'a.txt': 'a' });
  const foreign = openPull(repository, { 'b.txt': 'b' }, { fork: 'mallory/tenants' });
  expect((await run(repository, file, pullRequest(repository, own))).jobs[0]?.log).toContain('201');
  const forked = await run(repository, file, pullRequest(repository, foreign));
  expect(forked.jobs[0]?.log).toContain('403');
  expect(repository.github.state.comments.map(({ body }) => body)).toEqual(['from a secret run']);
  expect(repository.github.state.runs.map((one) => [one.event, one.head_repository, one.conclusion])).toEqual([
    ['pull_request', 'acme/tenants', 'success'],
    ['pull_request', 'mallory/tenants', 'success'],
  ]);
});

it('ends a run that is cancelled: the step that runs is stopped, and what asks for always() is done', async () => {
  const repository = await having({
    one: {
      steps: [checkout, { uses: './', with: { do: 'wait' } }, { run: 'echo' }, { if: 'always()', run: 'echo after' }],
    },
    two: { needs: 'one', steps: [{ run: 'echo' }] },
    last: { needs: ['one', 'two'], if: 'always()', steps: [{ run: 'echo "${{ needs.one.result }}"' }] },
  });
  const cancelAt = ({ title }: { title: string }, text: string): boolean => title === './' && text.includes('waiting');
  const cancelled = await run(repository, file, dispatch(repository), { cancelAt });
  expect(cancelled.conclusion).toBe('cancelled');
  expect(cancelled.jobs.map(({ result }) => result)).toEqual(['cancelled', 'skipped', 'success']);
  expect(cancelled.jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual([
    'success',
    'cancelled',
    'skipped',
    'success',
  ]);
  expect(jobsOf(cancelled, 'last')[0]?.log.trim()).toBe('cancelled');
});

it('runs failed jobs again, in the same run, with its artifacts and the outputs of what went well', async () => {
  const repository = await having({
    first: {
      outputs: { word: '${{ steps.word.outputs.word }}' },
      steps: [
        { id: 'word', run: 'echo "word=$RANDOM$RANDOM" >> "$GITHUB_OUTPUT"; mkdir out; echo kept > out/a.txt' },
        { uses: 'actions/upload-artifact@v0', with: { name: 'kept', path: 'out' } },
      ],
    },
    second: {
      needs: 'first',
      strategy: { 'fail-fast': false, matrix: { n: [1, 2] } },
      steps: [
        { uses: 'actions/download-artifact@v0', with: { name: 'kept', path: 'in' } },
        {
          run: 'echo "${{ needs.first.outputs.word }} $(cat in/a.txt)"; test "$N$GITHUB_RUN_ATTEMPT" != 21',
          env: { N: '${{ matrix.n }}' },
        },
      ],
    },
    third: { needs: 'second', steps: [{ run: 'echo' }] },
  });
  const failed = await run(repository, file, dispatch(repository));
  expect(failed.jobs.map(({ result }) => result)).toEqual(['success', 'success', 'failure', 'skipped']);
  const again = await rerunFailed(repository, failed);
  expect(again).toMatchObject({ id: failed.id, attempt: 2, conclusion: 'success' });
  expect(again.jobs.map(({ log }) => log).slice(0, 3)).toEqual(failed.jobs.map(({ log }) => log).slice(0, 3));
  expect(repository.github.state.runs).toMatchObject([{ run_attempt: 2, conclusion: 'success' }]);
});

it('runs the workflow that a job calls, with inputs, secrets and outputs of its own', async () => {
  const called = stringify({
    on: {
      workflow_call: {
        inputs: { who: { type: 'string', default: 'nobody' } },
        outputs: { said: { value: '${{ jobs.say.outputs.said }}' } },
      },
    },
    jobs: {
      say: {
        outputs: { said: '${{ steps.say.outputs.said }}' },
        steps: [
          {
            id: 'say',
            run: 'echo "said=$WHO ${#KEY}" >> "$GITHUB_OUTPUT"',
            env: { WHO: '${{ inputs.who }}', KEY: '${{ secrets.KEY }}' },
          },
        ],
      },
    },
  });
  const repository = await newRepository({
    '.github/workflows/called.yml': called,
    [file]: stringify({
      on: { workflow_dispatch: {} },
      concurrency: { group: 'g-${{ github.ref_name }}', 'cancel-in-progress': false, queue: 'max' },
      jobs: {
        call: { uses: './.github/workflows/called.yml', with: { who: 'maria' }, secrets: 'inherit' },
        behind: { needs: 'call', steps: [{ run: 'echo "${{ needs.call.outputs.said }}"' }] },
      },
    }),
  });
  onTestFinished(repository.close);
  repository.secrets = { KEY: 'four' };
  const { jobs, concurrency } = await run(repository, file, dispatch(repository));
  expect(jobs.map(({ key, log }) => [key, log.trim()])).toEqual([
    ['call / say', ''],
    ['behind', 'maria 4'],
  ]);
  expect(concurrency).toEqual([{ of: 'workflow', group: 'g-main', isCancelling: false, queue: 'max' }]);
});

it('tells a workflow that runs behind another one whose commit that was', async () => {
  const repository = await having({
    say: {
      steps: [{ run: 'echo "$HEAD"', env: { HEAD: '${{ toJSON(github.event.workflow_run.head_repository) }}' } }],
    },
  });
  const pull = openPull(repository, { 'a.txt': 'a' }, { fork: 'mallory/tenants' });
  const first = await run(repository, file, pullRequest(repository, pull));
  const second = await run(repository, file, workflowRun(repository, first));
  expect(JSON.parse(second.jobs[0]?.log ?? '')).toEqual({ full_name: 'mallory/tenants', fork: true });
  await expect(run(repository, file, { ...dispatch(repository), name: 'issues' })).rejects.toThrow('does not listen');
});
