import { emulated } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { applyOf } from '../../support/project.ts';
import type { Body } from '../../../src/model/json.ts';

/** Tenants that were alike once and have grown apart, and what was varied. */
export interface GrownApart {
  tenants: Record<string, Emulated>;
  /** How many resources all have, of those that the generator made. */
  shared: number;
  /** By environment the addresses of what only it has. */
  own: Record<string, string[]>;
  /** How many different rows of values there are. */
  varied: number;
  /** Values that must not be in any file. */
  secrets: string[];
}

type Random = (below: number) => number;

/** Numbers that look random and are the same for the same seed. */
function randomOf(seed: number): Random {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return (state >>> 8) % below;
  };
}

const names = ['dev', 'staging', 'prod'] as const;
const suffixes = { dev: ' (dev)', staging: ' (stage)', prod: '' };
const hosts = { dev: '.dev.acme.example', staging: '.staging.acme.example', prod: '.acme.example' };
/** What only one environment has is called after none. */
const lone = { dev: 'Sandbox', staging: 'Rehearsal', prod: 'Audit' };

const nouns = [
  'Parcels',
  'Billing',
  'Routes',
  'Labels',
  'Fleet',
  'Depots',
  'Claims',
  'Quotes',
  'Stock',
  'Returns',
  'Drivers',
  'Slots',
];

/** Three tenants of about so many resources each; the same for the same seed. */
export async function grownApart(seed: number, size: number): Promise<GrownApart> {
  const random = randomOf(seed);
  const varied = new Set<string>();
  const secrets: string[] = [];
  const own: Record<string, string[]> = { dev: [], staging: [], prod: [] };
  const files: Record<string, Record<string, Body[]>> = { dev: {}, staging: {}, prod: {} };
  const pick = (odds: number): boolean => random(odds) === 0;
  /** A value for each environment, which counts as varied when they differ. */
  const vary = <Value>(values: readonly [Value, Value, Value]): Record<string, Value> => {
    if (new Set(values.map((value) => JSON.stringify(value))).size > 1) varied.add(JSON.stringify(values));
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? values[0]]));
  };
  const put = (environment: string, section: string, body: Body): void => {
    const sections = files[environment];
    if (sections !== undefined) (sections[section] ??= []).push(body);
  };
  const apis = Math.max(2, Math.round(size / 10));
  const hasSuffix = pick(2);
  const origins = Array.from({ length: apis }, (_one, index) => {
    const label = `${(nouns[index % nouns.length] ?? '').toLowerCase()}${index < nouns.length ? '' : index}`;
    return vary(names.map((name) => `https://${label}${hosts[name]}`) as unknown as [string, string, string]);
  });
  const titleOf = (title: string): Record<string, string> =>
    hasSuffix
      ? vary(names.map((name) => suffixes[name]) as unknown as [string, string, string]) &&
        Object.fromEntries(names.map((name) => [name, `${title}${suffixes[name]}`]))
      : Object.fromEntries(names.map((name) => [name, title]));
  for (const [index, origin] of origins.entries()) {
    const scopes = Array.from({ length: 1 + random(4) }, (_one, at) => `read:${index}-${at}`);
    const lifetime = pick(8) ? vary([3600 + index, 7200 + index, 1800 + index]) : vary([3600, 3600, 3600]);
    for (const name of names) {
      put(name, 'resourceServers', {
        identifier: origin[name] ?? '',
        name: `${nouns[index % nouns.length]} ${index}`,
        token_lifetime: lifetime[name] ?? 0,
        scopes: scopes.map((value) => ({ value, description: value })),
      });
    }
  }
  const clients = Math.round(size / 3);
  const clientNames = Array.from({ length: clients }, (_one, index) => titleOf(`App ${index}`));
  for (const [index, title] of clientNames.entries()) {
    const origin = origins[random(apis)] ?? {};
    const description = pick(6)
      ? vary([`made by hand ${index}`, `Made by hand ${index}!`, `made once ${index}`])
      : vary(['an app', 'an app', 'an app']);
    const extra = pick(9)
      ? vary<string[]>([[`http://localhost:${3000 + index}/cb`], [], []])
      : vary<string[]>([[], [], []]);
    for (const name of names) {
      put(name, 'clients', {
        name: title[name] ?? '',
        app_type: 'regular_web',
        description: description[name] ?? '',
        callbacks: [`${origin[name]}/callback`, ...(extra[name] ?? [])],
        client_metadata: { team: nouns[index % nouns.length] ?? '' },
      });
    }
  }
  for (let index = 0; index < Math.round(size / 3); index += 1) {
    const [client, api] = [index % clients, random(apis)];
    const scope = [`read:${api}-0`];
    for (const name of names) {
      const grant = { client_id: clientNames[client]?.[name] ?? '', audience: origins[api]?.[name] ?? '', scope };
      const isThere = files[name]?.['clientGrants']?.some(
        (one) => one['client_id'] === grant.client_id && one['audience'] === grant.audience,
      );
      if (isThere !== true) put(name, 'clientGrants', grant);
    }
  }
  for (let index = 0; index < Math.round(size / 6); index += 1) {
    const api = random(apis);
    const description = pick(7)
      ? vary([`Role ${index} a`, `Role ${index} b`, `Role ${index} a`])
      : vary(['a role', 'a role', 'a role']);
    for (const name of names) {
      put(name, 'roles', {
        name: `Role ${index}`,
        description: description[name] ?? '',
        permissions: [{ permission_name: `read:${api}-0`, resource_server_identifier: origins[api]?.[name] ?? '' }],
      });
    }
  }
  for (const name of names) {
    const secret = `Planted-${name}-${seed}-Secret-5b7d`;
    secrets.push(secret);
    put(name, 'connections', {
      name: 'partner',
      strategy: 'oidc',
      options: {
        type: 'back_channel',
        client_id: 'partner',
        client_secret: secret,
        issuer: 'https://idp.example',
        authorization_endpoint: 'https://idp.example/a',
        token_endpoint: 'https://idp.example/t',
        jwks_uri: 'https://idp.example/k',
        discovery_url: null,
        scope: 'openid',
      },
    });
    for (let index = 0; index < 1 + random(3); index += 1) {
      put(name, 'roles', { name: `${lone[name]} ${index} of ${seed}` });
      own[name]?.push(`roles/${lone[name]} ${index} of ${seed}`);
    }
  }
  const tenants = Object.fromEntries(names.map((name) => [name, emulated({ buildMilliseconds: 0 })]));
  for (const name of names) {
    const tenant = tenants[name];
    const outcomes = tenant === undefined ? [] : await applyOf({ tenant: files[name] ?? {} }, tenant);
    const failed = outcomes.find(({ status }) => status !== 'done');
    if (failed !== undefined) throw new Error(JSON.stringify(failed));
  }
  const all = Object.values(files['dev'] ?? {}).reduce((sum, list) => sum + list.length, 0);
  return { tenants, shared: all - (own['dev']?.length ?? 0), own, varied: varied.size, secrets };
}
