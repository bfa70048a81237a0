/** Words in the names of settings files that say nothing of the environment. */
const silent =
  /^(?:auth0|config(?:uration)?s?|settings|deploy|cli|a0deploy|tenants?|keywords?|mappings?|replacements?|variables?|vars|env|environments?)$/;

/** Ends of a domain's first label that name an environment. */
const known =
  /(?:^|[-_])(dev|development|test|testing|qa|uat|int|stage|staging|stg|sandbox|demo|preprod|pre-prod|prod|production|live)$/;

/** What a settings file says of its environment by its name; nothing when that would be the same for any. */
export function environmentOfFile(name: string): string | undefined {
  const words = name
    .replace(/\.(?:json|ya?ml)$/, '')
    .split(/[-_. ]+/)
    .filter((word) => word !== '' && !silent.test(word.toLowerCase()));
  return cleaned(words.join('-'));
}

/** The environment that a domain is likely to be: `acme-dev.eu.auth0.com` is `dev`; nothing for a machine. */
export function environmentOfDomain(domain: string): string | undefined {
  const label = domain.split('.')[0] ?? '';
  if (/^\d+$|^localhost/.test(label)) return undefined;
  return known.exec(label)?.[1] ?? cleaned(label);
}

/** Whether a file is one to be copied and filled in. */
export function isSample(path: string): boolean {
  return /(?:^|[-_.])(?:example|sample|template|dist)(?:[-_.]|$)/i.test(path.split('/').at(-1) ?? '');
}

/** Whether the name of a file says that it has the values of markers. */
export function hasKeywords(path: string): boolean {
  return /(?:^|[-_./])(?:keywords?|mappings?|replacements?|variables?|vars)(?:[-_./])/i.test(path);
}

function cleaned(name: string): string | undefined {
  const text = name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[^A-Za-z0-9]+/g, '');
  return text === '' ? undefined : text;
}
