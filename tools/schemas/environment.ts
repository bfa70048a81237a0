import { checkRules } from '../../src/check/rules/index.ts';
import type { CheckRule } from '../../src/check/rule.ts';
import { profiles } from '../../src/check/rule.ts';
import type { Schema } from './schema.ts';

const KEYWORD = '^[A-Za-z_][A-Za-z0-9_]*$';

function byKeyword(value: Schema): Schema {
  return { type: 'object', patternProperties: { [KEYWORD]: value }, additionalProperties: false };
}

/** Any text; editors offer the suggestions. */
function textLike(suggestions: readonly string[]): Schema {
  return { type: 'string', anyOf: [{ enum: [...suggestions] }, {}] };
}

/** An environment file, or the defaults that a tenant's environments share, which name no domain of their own. */
export function environmentFile(types: readonly string[], type: 'environment' | 'defaults'): Schema {
  return {
    description:
      type === 'environment'
        ? 'One environment of a tenant: where it is, what its keywords stand for, and what tenantry may do there.'
        : 'What all environments of a tenant share; an environment file overrides it field by field.',
    type: 'object',
    additionalProperties: false,
    ...(type === 'environment' && { required: ['domain'] }),
    properties: {
      domain,
      ...(type === 'environment' && { credentials, ring }),
      keywords: {
        description:
          'Values for keywords, used in files as `##KEY##` (text) or `@@KEY@@` (the whole value, of any type).',
        ...byKeyword({}),
      },
      secrets: {
        description: 'Keywords whose values are never written anywhere: where to find each of them.',
        ...byKeyword(secret),
      },
      kind: {
        description: 'What the environment is for: in `production` findings of checks matter more.',
        enum: ['production', 'other'],
      },
      checks,
      policy: policyOf(types),
      exclude: {
        description:
          'What is left alone and not looked at: types, addresses such as `clients/Legacy App`, or `clients?is_first_party=false`.',
        type: 'array',
        items: textLike(types),
      },
      include: {
        description:
          'What is managed: types, and all others are excluded; or addresses, and the others of their type are excluded.',
        type: 'array',
        items: textLike(types),
      },
      allow_shared_domain: {
        description: 'Whether another environment may have the same domain.',
        type: 'boolean',
      },
      ignore: {
        description: 'Fields left to others, by type: paths such as `description` or `options.client_secret`.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(types.map((type) => [type, { type: 'array', items: { type: 'string' } }])),
      },
      smoke_hosts: smokeHosts,
      rate_share: {
        description: "The share of the tenant's request budget that tenantry may use: more than 0, at most 1.",
        type: 'number',
        exclusiveMinimum: 0,
        maximum: 1,
      },
    },
  };
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const PORT = '(?::[0-9]{1,5})?';

const domain: Schema = {
  description:
    "The tenant's domain: a host, `host:port`, or a loopback URL such as `http://localhost:4000`; `local` runs the embedded emulator.",
  type: 'string',
  pattern: `^(?:local|localhost${PORT}|${LABEL}(?:\\.${LABEL})+${PORT}|https?://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])${PORT}/?)$`,
};

const ring: Schema = {
  description:
    'The step of a rollout over many tenants that it belongs to, such as `canary`; the name of the environment when it is not said.',
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$',
};

const smokeHosts: Schema = {
  description:
    'The hosts that the calls of `tests/smoke.yaml` may show a token to, beside that of the audience: `host` or `host:port`.',
  type: 'array',
  items: { type: 'string', pattern: `^[^/\\s@]+$` },
};

const secret: Schema = {
  description: 'Where the value is: `{ env: NAME }` or `{ file: path }`.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: {
    env: { description: 'The name of an environment variable.', type: 'string', minLength: 1 },
    file: { description: 'A file, by its path from this one.', type: 'string', minLength: 1 },
  },
};

const credentials: Schema = {
  description:
    'Where the credentials of the client are by which tenantry manages this environment; without them, `AUTH0_*` of the process environment are used.',
  type: 'object',
  additionalProperties: false,
  required: ['client_id'],
  if: {
    anyOf: [
      { required: ['signing_key'] },
      { required: ['client_assertion'] },
      { required: ['client_assertion_command'] },
    ],
  },
  else: { required: ['client_secret'] },
  properties: {
    client_id: { ...secret, description: 'Where the id of the client is: `{ env: NAME }` or `{ file: path }`.' },
    client_secret: { ...secret, description: 'Where its secret is: `{ env: NAME }` or `{ file: path }`.' },
    signing_key: {
      ...secret,
      description:
        'In place of a secret: where its private key in PEM is. A variable holds the key, or the path of its file.',
    },
    client_assertion: {
      ...secret,
      description: 'In place of a secret: where a JWT is that was signed elsewhere, for one request for a token.',
    },
    client_assertion_command: {
      description:
        'In place of a secret: the environment variable that has the command which signs assertions. Its name ends in `ASSERTION_COMMAND`.',
      type: 'object',
      additionalProperties: false,
      required: ['env'],
      properties: {
        env: { description: 'The name of the variable.', type: 'string', pattern: 'ASSERTION_COMMAND$' },
      },
    },
    signing_algorithm: {
      description: 'What assertions are signed by, with a key or a command: `RS256` by default.',
      enum: ['RS256', 'RS384', 'PS256'],
    },
    audience: {
      description: "The Management API's audience, where it is not that of the domain.",
      type: 'string',
      minLength: 1,
    },
  },
};

function policyOf(types: readonly string[]): Schema {
  return {
    description: 'What an apply may do to this environment.',
    type: 'object',
    additionalProperties: false,
    properties: {
      delete: {
        description: 'Whether resources that the files do not have are deleted: no type, every type, or these types.',
        type: ['boolean', 'array'],
        items: { enum: [...types] },
      },
      protect: {
        description: 'Addresses that are never deleted or replaced; `*` stands for any text, as in `clients/*`.',
        type: 'array',
        items: { type: 'string' },
      },
      max_deletes: {
        description: 'The most deletes that one apply may do.',
        type: 'integer',
        minimum: 0,
      },
      require_checks: {
        description: 'Whether an apply is refused while the checks of what it would make fail.',
        type: 'boolean',
      },
    },
  };
}

const checks: Schema = {
  description: 'What `tenantry check` looks at in this environment, and which findings are accepted for a while.',
  type: 'object',
  additionalProperties: false,
  properties: {
    profiles: {
      description: 'What is looked at; `readiness` and `m2m` when it is not said.',
      type: 'array',
      items: { enum: [...profiles, 'all'] },
    },
    fail_on: {
      description: 'The least severity that fails; `error` when it is not said.',
      enum: ['info', 'warning', 'error'],
    },
    rules: {
      description: 'How much the findings of a rule matter here, or `off`; and the options of the rule.',
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(checkRules.map((rule) => [rule.id, settingOf(rule)])),
    },
    waivers: {
      description: 'Findings that are accepted until a day; then they fail again.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'reason', 'owner', 'until'],
        properties: {
          rule: { description: 'The rule, by its id.', enum: checkRules.map(({ id }) => id) },
          on: {
            description:
              'The resources: an address such as `clients/Portal`, with `*` for any text. All when it is left out.',
            type: 'string',
            minLength: 1,
          },
          app: { description: 'The application that a finding belongs to, by its name.', type: 'string', minLength: 1 },
          reason: { description: 'Why it is accepted.', type: 'string', minLength: 1, pattern: '\\S' },
          owner: { description: 'Who sees to it that it goes.', type: 'string', minLength: 1, pattern: '\\S' },
          until: {
            description: 'The last day on which it is accepted, as `2027-03-31`.',
            type: 'string',
            format: 'date',
          },
        },
      },
    },
  },
};

/** What may be said of a rule: its severity, or an object with its options. */
function settingOf({ says, options = {} }: CheckRule): Schema {
  const values = Object.entries(options).map(([name, option]): [string, Schema] => [
    name,
    {
      description: option.says,
      ...(typeof option.default === 'number'
        ? { type: 'number', minimum: 0 }
        : { type: 'array', items: { type: 'string' } }),
    },
  ]);
  const description = `When ${says}.`;
  if (values.length === 0) return { description, $ref: '#/$defs/RuleSetting' };
  return { description, ...levelOr(Object.fromEntries(values)) };
}

/** A severity, or an object with it and with options. */
function levelOr(options: Record<string, Schema>): Schema {
  const properties = { severity: { $ref: '#/$defs/Level' }, ...options };
  const whole: Schema = { type: 'object', additionalProperties: false, properties };
  return {
    allOf: [
      { if: { not: { type: 'object' } }, else: whole },
      { if: { type: 'object' }, else: { $ref: '#/$defs/Level' } },
    ],
  };
}

/** What the schema of an environment says more than once. */
export const environmentDefs: Record<string, Schema> = {
  Level: { description: 'How much a finding matters.', enum: ['off', 'info', 'warning', 'error'] },
  RuleSetting: levelOr({}),
};
