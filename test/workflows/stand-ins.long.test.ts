import { expect, it } from 'vitest';
import { dispatch, merge, mergeGroup, openPull, pullRequest } from './events.ts';
import { run } from './runner.ts';
import { checkout, file, having } from './small.ts';

it('keeps an artifact by one name once, leaves out hidden files, and one file alone as it is', async () => {
  const repository = await having({
    up: {
      steps: [
        {
          run: 'mkdir -p out/b .hidden; echo a > out/a.txt; echo b > out/b/b.txt; echo c > out/.c; echo d > page.html',
        },
        { uses: 'actions/upload-artifact@v0', with: { name: 'many', path: 'out' } },
        { uses: 'actions/upload-artifact@v0', id: 'page', with: { path: 'page.html', archive: false } },
        { uses: 'actions/download-artifact@v0', with: { pattern: 'ma*', path: 'got' } },
        { run: 'cd got && find . -type f | sort' },
        { uses: 'actions/upload-artifact@v0', with: { name: 'many', path: 'out' } },
      ],
    },
  });
  const [job] = (await run(repository, file, dispatch(repository))).jobs;
  expect(job?.log).toContain('./many/a.txt\n./many/b/b.txt\n\n');
  expect(job?.log).toContain('409 an artifact with this name already exists: many');
  expect(
    repository.github.state.artifacts.map(({ name, content }) => [name, content.subarray(0, 2).toString()]),
  ).toEqual([
    ['many', 'PK'],
    ['page.html', 'd\n'],
  ]);
});

it('keeps caches by ref, those of main for all, and checks out as many commits as are asked for', async () => {
  const cache = { path: 'kept', key: 'k-${{ github.run_id }}', 'restore-keys': 'k-' };
  const repository = await having({
    one: {
      steps: [
        { ...checkout, with: { 'fetch-depth': "${{ github.event_name == 'push' && '0' || '1' }}" } },
        { uses: 'actions/cache/restore@v0', with: cache },
        { run: 'mkdir -p kept; echo "$GITHUB_REF_NAME" >> kept/refs; cat kept/refs; git rev-list --count HEAD' },
        { uses: 'actions/cache/save@v0', with: cache },
      ],
    },
  });
  const pull = openPull(repository, { 'a.txt': 'a' });
  const log = async (event: Parameters<typeof run>[2]): Promise<string[]> =>
    ((await run(repository, file, event)).jobs[0]?.log ?? '').trim().split('\n');
  expect(await log(pullRequest(repository, pull))).toEqual(['1/merge', '1']);
  expect(await log(mergeGroup(repository, pull))).toEqual([expect.stringContaining('gh-readonly-queue'), '1']);
  expect(await log(merge(repository, pull))).toEqual(['main', '3']);
  expect(await log(dispatch(repository))).toEqual(['main', 'main', '1']);
});
