// Writes src/emulator/wire.json: the SDK's request types that the emulator's tables name, as JSON Schema.
// With --check it writes nothing and fails when the file is out of step.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { requestTypes } from '../src/emulator/areas.ts';
import { sdkTypes } from './sdk-types.ts';

const TARGET = new URL('../src/emulator/wire.json', import.meta.url);

/** The text of wire.json: one line per type, sorted, the same for the same SDK and the same tables. */
export function wireText(): string {
  const { $schema, $defs } = sdkTypes(requestTypes());
  const lines = Object.entries($defs).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"$schema":${JSON.stringify($schema)},"$defs":{\n${lines.join(',\n')}\n}}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = wireText();
  if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
  else if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('src/emulator/wire.json is out of step with the SDK or the tables: run npx tsx tools/wire.ts');
    process.exitCode = 1;
  }
}
