/** Commands and options that other tools have, and what does the same here. */
const namesOfOthers = new Map([
  ['deploy', 'apply does that'],
  ['import', 'apply does that: it writes what the files say into the tenant'],
  ['destroy', 'nothing deletes a whole tenant: empty the lists in the files, and apply with policy.delete'],
  ['diff', 'plan does that'],
  ['--environment', 'that is --env'],
  ['--env-file', 'that is --dotenv: Node takes --env-file for itself'],
  ['--dry-run', 'plan shows what an apply would change, and writes nothing'],
  ['--auto-approve', 'that is --yes'],
  ['--input_file', 'name the folder: tenantry apply tenants/acme --env dev'],
  ['--config_file', 'what differs between environments stands in environments/<name>.yaml'],
]);

/** An error of usage, with a hint that fits where the name is one that other tools have. */
export function withHint(text: string): string {
  const [said = '', name = ''] = /^error: unknown (?:command|option) '([^']+)'/.exec(text) ?? [];
  const hint = namesOfOthers.get(name);
  return hint === undefined ? text : `${said}\n(${hint})\n`;
}
