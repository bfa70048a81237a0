/** What the files of a new tenant begin with. */
export interface ScaffoldRequest {
  environment: string;
  /** The tenant's domain; the embedded emulator without one. */
  domain: string | undefined;
}

/** The line by which an editor finds the schema of a file that stands so many folders below the project's. */
export function schemaLine(schema: string, depth: number): string {
  return `yaml-language-server: $schema=${'../'.repeat(depth)}node_modules/tenantry/schemas/${schema}.schema.json`;
}

/** The files of a new tenant, by their paths from its folder: they manage nothing, so nothing is planned for any tenant. */
export function scaffold({ environment, domain }: ScaffoldRequest): Map<string, string> {
  return new Map([
    ['tenant.yaml', tenantText],
    [`environments/${environment}.yaml`, environmentText(domain)],
  ]);
}

/** A `.gitignore` that has these lines, from one that may have some of them; nothing when it has all. */
export function withIgnored(text: string | undefined, wanted: readonly string[]): string | undefined {
  const present = (text ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\//, ''));
  const missing = wanted.filter((line) => !present.includes(line) && !present.includes(line.replace(/\/$/, '')));
  if (missing.length === 0) return undefined;
  const start = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
  return start + missing.map((line) => `${line}\n`).join('');
}

/** What is of one machine: what tenantry keeps (plans, journals and snapshots), packages, and files with credentials. */
export const ignored = ['.tenantry/', 'node_modules/', '.env*'];

const tenantText = `# ${schemaLine('tenant', 2)}
#
# What the files do not mention is left alone: this one manages nothing yet. A list says all of its type, so what the tenant has
# and the list has not is deleted where policy.delete allows it.

tenant: {}
#  friendly_name: Acme
#  support_email: support@acme.example

# roles:
#   - name: Support
#     description: Answers customers
`;

function environmentText(domain: string | undefined): string {
  const where =
    domain === undefined
      ? '# The embedded emulator. Put the domain of a tenant here, such as acme-dev.eu.auth0.com.\ndomain: local'
      : `domain: ${domain}`;
  return `# ${schemaLine('environment', 3)}
${where}
policy:
  delete: false # or true, or a list of types
`;
}
