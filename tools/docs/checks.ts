// Writes docs/checks/<area>.md, a page for each area with all its rules. With --check it writes nothing and fails when they
// are out of step.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { pageOf } from '../../src/check/page.ts';
import { areaOf } from '../../src/check/rule.ts';
import { checkRules } from '../../src/check/rules/index.ts';
import { groupBy } from '../../src/model/group.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'docs/checks';

/** Every page, its path and its text. */
export async function checkPages(): Promise<Map<string, string>> {
  const options = await prettier.resolveConfig(join(root, 'docs/checks.md'));
  const pages = [...groupBy(checkRules, areaOf)].map(async ([area, rules]): Promise<[string, string]> => {
    const list = rules.map(({ id, says }) => `- [${id}](#${id.replace('/', '')}): ${says}`).join('\n');
    const text = [`# Checks: ${area}`, list, ...rules.map(pageOf), '[All of checks](../checks.md)'].join('\n\n');
    return [`${folder}/${area}.md`, await prettier.format(text, { ...options, parser: 'markdown' })];
  });
  return new Map(await Promise.all(pages));
}

const isStale = (path: string, text: string): boolean =>
  !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;

async function main(isCheck: boolean): Promise<number> {
  const pages = await checkPages();
  const stale = [...pages].filter(([path, text]) => isStale(path, text));
  const there = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const left = there.map((name) => `${folder}/${name}`).filter((path) => !pages.has(path));
  if (isCheck) {
    for (const path of [...stale.map(([one]) => one), ...left]) {
      console.error(`${path} is out of step: run npm run docs:checks`);
    }
    return stale.length + left.length > 0 ? 1 : 0;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of left) rmSync(join(root, path));
  console.log(`${pages.size} pages, ${stale.length} written, ${left.length} removed`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.includes('--check'));
