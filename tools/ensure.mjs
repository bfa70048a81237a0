// Installs the packages when that has not been done, and with --build makes dist/main.js when it is missing or old.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((entry) => newest(join(path, entry))))
    : statSync(path).mtimeMs;

if (!existsSync(join(root, 'node_modules/.package-lock.json'))) {
  step('Installing packages …', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
if (process.argv.includes('--build')) {
  const bundle = join(root, 'dist/main.js');
  const sources = ['src', 'schemas', 'tools', 'package.json', 'package-lock.json'].map((path) =>
    newest(join(root, path)),
  );
  if (!existsSync(bundle) || statSync(bundle).mtimeMs < Math.max(...sources)) {
    step('Building …', process.execPath, ['--import', 'tsx', 'tools/build.ts']);
  }
}

function step(title, command, args) {
  process.stderr.write(`${title}\n`);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}
