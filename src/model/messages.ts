import type { Address } from './address.ts';
import type { Withheld } from './change.ts';
import { error, warning } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { Failure, unsentCodes } from './failure.ts';
import { didYouMean } from './suggest.ts';
import type { Origin, Source } from './tree.ts';

const nameRule = 'names are capitals, digits and underscores, and begin with a capital';

/** Every text that the tool says of the user's files and of what it does with a change. */
export const messages = {
  // Files
  folderMissing: (folder: string, known: string[]): Diagnostic =>
    error('folder-missing', `there is no tenant folder ${folder}`, {
      hint:
        known.length > 0
          ? `known tenants: ${known.join(', ')}`
          : 'a tenant is a folder under tenants/ with a tenant.yaml in it',
    }),
  tenantNotNamed: (known: string[]): Diagnostic =>
    error('tenant-not-named', known.length > 0 ? 'say which tenant' : 'there is no tenant here', {
      hint:
        known.length > 0
          ? `known tenants: ${known.join(', ')}`
          : 'a tenant is a folder under tenants/ with a tenant.yaml in it',
    }),
  nothingToLoad: (folder: string): Diagnostic =>
    error('nothing-to-load', `${folder} has no YAML file, and no JSON file that belongs to a tenant`, {
      hint: 'describe the tenant in a tenant.yaml there',
    }),
  unreadableFile: (path: string, why: string): Diagnostic => error('unreadable-file', `${path} cannot be read: ${why}`),
  fileMissing: (path: string, origin: Origin): Diagnostic =>
    error('file-missing', `the file ${path} does not exist`, {
      origin,
      hint: 'create it, or mend the path; paths start from the folder of the tenant',
    }),
  fileEmpty: (path: string, origin: Origin): Diagnostic =>
    error('file-empty', `the file ${path} is empty`, { origin, hint: 'fill it, or take its name out' }),
  keyTwice: (key: string, origin: Origin, first: Origin): Diagnostic =>
    error('duplicate-key', `${key} is there twice, with the values of the keywords`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  notText: (path: string): Diagnostic =>
    error('not-text', `${path} is not a text in UTF-8`, { hint: 'save it as UTF-8' }),
  fileTwice: (what: string, source: Source, first: Source | undefined): Diagnostic =>
    error('file-twice', `${what} has a file already: ${first?.path ?? ''}`, {
      origin: { source, start: 0, end: 0 },
      hint: 'keep one of the two',
    }),

  // Environments
  environmentMissing: (name: string | undefined, known: string[], folder: string): Diagnostic =>
    error(
      'environment-missing',
      name === undefined ? 'say which environment, with --env' : `there is no environment ${name}`,
      {
        hint:
          (name === undefined ? undefined : didYouMean(name, known)) ??
          (known.length > 0 ? `known environments: ${known.join(', ')}` : `an environment is a file in ${folder}`),
      },
    ),

  assignment: (given: string): [string, string] => [
    `--set takes KEY=VALUE, and ${given} is not the name of a keyword`,
    nameRule,
  ],

  // Keywords
  undefinedKeyword: (name: string, marker: string, known: string[], origin: Origin): Diagnostic =>
    error('undefined-keyword', `${marker} has no value`, {
      origin,
      hint:
        didYouMean(name, known) ??
        `define ${name} under keywords or secrets of the environment, or pass --set ${name}=…`,
    }),
  unusedKeyword: (name: string, origin: Origin | undefined): Diagnostic =>
    warning('unused-keyword', `${name} is defined and never used`, {
      origin,
      hint:
        origin === undefined
          ? `it comes from --set ${name}=… or from TENANTRY_KEYWORD_${name}`
          : `take it out, or use it as ##${name}##`,
    }),
  embeddedValue: (name: string, origin: Origin): Diagnostic =>
    error('embedded-value', `@@${name}@@ has to be the whole value`, {
      origin,
      hint: `inside a text write ##${name}##`,
    }),
  keywordName: (name: string, origin: Origin): Diagnostic =>
    error('keyword-name', `${name} cannot be the name of a keyword`, { origin, hint: nameRule }),
  keywordVariable: (variable: string): Diagnostic =>
    error('keyword-name', `the environment variable ${variable} names no keyword`, {
      hint: `what follows TENANTRY_KEYWORD_ is the name, and ${nameRule}`,
    }),
  keywordAndSecret: (name: string, origin: Origin, first: Origin): Diagnostic =>
    error('keyword-twice', `${name} is a keyword and a secret`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  markerInValue: (name: string, origin: Origin): Diagnostic =>
    warning('marker-in-value', `the value of ${name} has a marker in it, which stays as it is`, {
      origin,
      hint: 'markers are replaced in the files of the tenant, not in the values of keywords',
    }),
  secretMissing: (name: string, from: string, origin: Origin, isNeeded: boolean): Diagnostic =>
    (isNeeded ? error : warning)('secret-missing', `the secret ${name} has no value: ${from} is missing or empty`, {
      origin,
      hint: isNeeded ? 'set it before you apply' : 'fields that hold it are not compared',
    }),

  // Structure
  unknownType: (name: string, known: string[], origin: Origin): Diagnostic =>
    error('unknown-type', `${name} is not a resource type`, {
      origin,
      hint: didYouMean(name, known) ?? 'the types are listed in docs/resources.md',
    }),
  endOfLife: (name: string, isEmpty: boolean, origin: Origin): Diagnostic =>
    (isEmpty ? warning : error)('end-of-life', `${name} reached their end of life on 2026-11-18`, {
      origin,
      hint: isEmpty ? 'take the line out' : 'move the code to Actions: actions and triggers',
    }),
  movedSetting: (name: string, origin: Origin): Diagnostic =>
    warning('moved-setting', `${name} is not read from here`, {
      origin,
      hint: 'it belongs into the files under environments/',
    }),
  emptySection: (name: string, origin: Origin): Diagnostic =>
    warning('empty-section', `${name} is empty and left alone`, {
      origin,
      hint: 'write [] for "there should be none", or take the line out',
    }),
  sectionShape: (path: string, wanted: 'a list' | 'an object', origin: Origin): Diagnostic =>
    error('section-shape', `${path} has to be ${wanted}`, { origin }),
  schemaError: (text: string, origin: Origin, address: Address | undefined, hint: string | undefined): Diagnostic =>
    error('schema', text, { origin, address, hint }),
  unknownField: (
    path: string,
    field: string,
    known: string[],
    isStrict: boolean,
    origin: Origin,
    address: Address | undefined,
  ): Diagnostic => {
    const hint = didYouMean(field, known);
    const detail = { origin, address, hint: hint ?? 'it is sent as it is' };
    const text = `${path} is not a known field`;
    return hint !== undefined || isStrict
      ? error('unknown-field', text, detail)
      : warning('unknown-field', text, detail);
  },
  unknownSetting: (path: string, field: string, known: string[], origin: Origin): Diagnostic =>
    error('unknown-setting', `${path} is not a known setting`, {
      origin,
      hint: didYouMean(field, known) ?? (known.length > 0 ? `known are ${known.join(', ')}` : undefined),
    }),
  secretInName: (names: readonly string[], origin: Origin): Diagnostic =>
    error('secret-in-name', `${names.join(', ')} is a secret, and this is part of the name that every report has`, {
      origin,
      hint: 'make it a keyword, or take it out of the name',
    }),
  duplicateResource: (address: Address, origin: Origin, first: Origin | undefined): Diagnostic =>
    error('duplicate-resource', 'this is declared twice', {
      origin,
      address,
      related: first === undefined ? undefined : [first],
      hint: 'keep one of the two',
    }),

  // References
  unknownReference: (
    types: string[],
    name: string,
    isOffline: boolean,
    known: string[],
    origin: Origin | undefined,
    address: Address,
  ): Diagnostic =>
    error(
      'unknown-reference',
      `there is no ${name} among the ${types.join(' or ')} of the files${isOffline ? '' : ', or of the tenant'}`,
      {
        origin,
        address,
        hint:
          didYouMean(name, known) ??
          (isOffline
            ? `declare it, or, if it exists in the tenant only, name it under exclude: ${types[0] ?? ''}/${name}`
            : 'declare it, or mend the name'),
      },
    ),
  ambiguousReference: (type: string, keys: string[], origin: Origin): Diagnostic =>
    error('ambiguous-reference', `this fits more than one of ${type}: ${keys.join(', ')}`, {
      origin,
      hint: 'add the fields that tell them apart',
    }),
  ambiguousResource: (address: Address, ids: string[], origin: Origin | undefined): Diagnostic =>
    error('ambiguous-resource', `the tenant has ${ids.length} resources ${address}: ${ids.join(', ')}`, {
      origin,
      address,
      hint: 'rename or delete all but one: tenantry does not guess which is meant',
    }),
  followUp: (address: Address, todo: string, origin: Origin | undefined): Diagnostic =>
    warning('follow-up', `${address} does not work yet`, { origin, address, hint: todo }),
  referenceCycle: (cycle: readonly { from: Address; field: string | undefined; to: Address }[]): Diagnostic => {
    const edges = cycle.map(
      ({ from, field, to }) => `${from} needs ${to}${field === undefined ? '' : ` for ${field}`}`,
    );
    return error('reference-circle', `none of these can be written first: ${edges.join(', ')}`, {
      hint: 'take one of the references out',
    });
  },
  neededField: (field: string, origin: Origin | undefined, address: Address): Diagnostic =>
    error('needed-field', `${field} is missing, and the API makes nothing of this kind without it`, {
      origin,
      address,
      hint: `add ${field}; only what exists already may do without`,
    }),
  deletedReference: (target: Address, origin: Origin | undefined, address: Address): Diagnostic =>
    error('deleted-reference', `this refers to ${target}, which the files do not declare and the plan deletes`, {
      origin,
      address,
      hint: `declare ${target}, or mend the name`,
    }),

  // Guards
  systemResource: (reason: string): Withheld => ({ guard: 'system', reason: `it is ${reason}` }),
  protectedResource: (selector: string): Withheld => ({ guard: 'protect', reason: `policy.protect has ${selector}` }),
  deleteNotAllowed: (type: string): Withheld => ({
    guard: 'delete',
    reason: `policy.delete does not allow it for ${type}`,
  }),
  tooManyDeletes: (count: number, limit: number): Withheld => ({
    guard: 'max_deletes',
    reason: `${count} deletes are more than the ${limit} allowed; --allow-deletes ${count} lets them pass`,
  }),

  // The tenant
  writeRefused: (method: string, path: string): Failure =>
    new Failure(`planning tried to send ${method} ${path}; it was not sent`, {
      hint: 'this is a defect of tenantry: please report it',
    }),
  apiFailure: (status: number, said: string, code: string | undefined, cause: unknown): Failure => {
    const wanted = /^Insufficient scope, expected any of: (.*)$/.exec(said)?.[1];
    const scopes = wanted?.split(/[\s,]+/).filter((scope) => scope !== '') ?? [];
    const hints: Record<number, string> = {
      401: 'check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or the token',
      403:
        scopes.length === 0
          ? 'the plan of the tenant, or its settings, do not allow it'
          : `grant ${scopes.join(' or ')} to the client that tenantry uses`,
      429: 'the request budget of the tenant is used up: run again later',
    };
    const hint = hints[status];
    const text = `the API answered ${status}${code === undefined ? '' : ` ${code}`}${said === '' ? '' : `: ${said}`}`;
    const isUncertain = status === 408 || status >= 500;
    return new Failure(text, { status, scopes, cause, isUncertain, ...(hint === undefined ? {} : { hint }) });
  },
  strangeAnswer: (status: number, said: string): Failure =>
    new Failure(`the API answered ${status}, but not with what was asked for${said === '' ? '' : `: ${said}`}`, {
      status,
      isUncertain: true,
      hint: 'a proxy or a login page may have answered instead: check the domain of the environment and the network',
    }),
  cannotRead: (type: string, { message, status, hint, scopes, cause }: Failure): Failure =>
    new Failure(`${type} cannot be read: ${message}`, {
      scopes,
      cause,
      ...(status === undefined ? {} : { status }),
      ...(hint === undefined ? {} : { hint }),
    }),
  noToken: ({ message, status, hint, cause }: Failure): Failure => {
    // Without a status: nothing was asked yet that the tenant could lack.
    if (status === undefined) return new Failure(message, { cause, ...(hint === undefined ? {} : { hint }) });
    const about = 'check AUTH0_CLIENT_ID and its credentials, AUTH0_AUDIENCE, and the domain of the environment';
    return new Failure(`no token was given: ${message}`, { cause, hint: status >= 500 ? 'run again later' : about });
  },
  networkFailure: (codes: readonly string[], message: string, cause: unknown): Failure => {
    const hints: Record<string, string> = {
      ENOTFOUND: 'check the domain of the environment',
      EAI_AGAIN: 'check the network and the domain of the environment',
      ECONNREFUSED: 'nothing listens there: check the domain of the environment',
      ERR_SSL_WRONG_VERSION_NUMBER:
        'the server does not speak TLS: for a local emulator write the domain as http://localhost:PORT',
      EPROTO: 'the server does not speak TLS: for a local emulator write the domain as http://localhost:PORT',
      SELF_SIGNED_CERT_IN_CHAIN: 'name the certificate of your company in NODE_EXTRA_CA_CERTS',
      DEPTH_ZERO_SELF_SIGNED_CERT: 'name the certificate of the server in NODE_EXTRA_CA_CERTS',
      UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the certificate of your company in NODE_EXTRA_CA_CERTS',
    };
    const hint = hints[codes.at(-1) ?? ''];
    const isUncertain = !codes.some((code) => unsentCodes.includes(code));
    const text = `the tenant cannot be reached: ${message}`;
    return new Failure(text, { cause, isUncertain, ...(hint === undefined ? {} : { hint }) });
  },
};
