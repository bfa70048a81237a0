// What the programs of cases have in common: each case is of a library, and says on a line of its own what became of it.
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';

const versionOf = (library) => JSON.parse(readFileSync(`node_modules/${library}/package.json`, 'utf8')).version;

/** Tries one case. One that fails does not keep the next from being tried. */
export async function judged(libraries, what, work) {
  const names = [libraries].flat().map((library) => `${library} ${versionOf(library)}`);
  const title = `${names.join(', ')}: ${what}`;
  try {
    const detail = await work();
    console.log(`passed  ${title}${typeof detail === 'string' ? ` (${detail})` : ''}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`failed  ${title}`);
    console.log(inspect(error, { depth: 4 }).replaceAll(/^/gm, '        '));
  }
}

/** Says that a case cannot be tried here, and why. */
export function skipped(library, what, why) {
  console.log(`skipped ${library}: ${what} (${why})`);
}

/** Waits until something holds; throws when it does not in time. */
export async function until(what, holds, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const found = await holds();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`in vain for ${what}`);
}

/** A client of the tenant, by its name, as the variables of applications have it. */
export function clientOf(name) {
  const prefix = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const [client_id, client_secret] = ['ID', 'SECRET'].map((what) => process.env[`${prefix}_CLIENT_${what}`]);
  if (client_id === undefined) throw new Error(`no variable ${prefix}_CLIENT_ID`);
  return { client_id, client_secret };
}
