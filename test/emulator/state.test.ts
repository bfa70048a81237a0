import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { constraints, replacements, requestTypes } from '../../src/emulator/areas.ts';
import wire from '../../src/emulator/wire.json' with { type: 'json' };
import { startTenant } from './tenant.ts';

describe('the state', () => {
  it('is plain JSON, copied out and in', async () => {
    const tenant = startTenant();
    await tenant.do('POST', '/roles', { name: 'a' });
    const state = tenant.emulator.snapshot();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    await tenant.do('POST', '/roles', { name: 'b' });
    tenant.emulator.restore(state);
    expect((await tenant.rows('/roles')).map(({ name }) => name)).toEqual(['a']);
    const other = startTenant({ state });
    expect(await other.do('GET', '/roles')).toEqual(await tenant.do('GET', '/roles'));
    Object.assign(state.collections['roles'] ?? {}, { changed: {} });
    expect(tenant.emulator.snapshot()).not.toEqual(state);
  });

  it('makes the same ids from the same requests, and others in another tenant', async () => {
    const ids: string[] = [];
    for (const domain of ['local', 'local', 'other.eu.auth0.com']) {
      ids.push((await startTenant({ domain }).do('POST', '/roles', { name: 'a' })).id);
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe('the record of requests', () => {
  it('holds everything served, in order', async () => {
    const tenant = startTenant();
    await tenant.api('GET', '/roles?per_page=5');
    await tenant.api('POST', '/roles', {});
    await tenant.raw('GET', '/emulator/requests');
    expect(tenant.emulator.requests).toMatchObject([
      { method: 'POST', path: '/oauth/token', status: 200 },
      { method: 'GET', path: '/api/v2/roles?per_page=5', status: 200 },
      { method: 'POST', path: '/api/v2/roles', status: 400 },
    ]);
  });

  it('keeps the last 10,000 and counts all', async () => {
    const tenant = startTenant();
    for (let index = 0; index < 10_005; index += 1) {
      await tenant.emulator.fetch(new Request(`https://local/.well-known/nothing?${index}`));
    }
    const { requests } = tenant.emulator;
    expect([requests.length, requests[0]?.path, requests.at(-1)?.path]).toEqual([
      10_000,
      '/.well-known/nothing?5',
      '/.well-known/nothing?10004',
    ]);
    const { body } = await tenant.raw('GET', '/emulator/requests');
    expect(body).toMatchObject({ total: 10_005, byMethod: { GET: 10_005 } });
  });
});

describe('wire.json', () => {
  it('has every type that the tables name', () => {
    expect(requestTypes().filter((name) => !Object.hasOwn(wire.$defs, name))).toEqual([]);
  });

  it('has every type that is amended', () => {
    const named = Object.keys({ ...constraints, ...replacements });
    expect(named.filter((name) => !Object.hasOwn(wire.$defs, name))).toEqual([]);
  });

  it('holds no prose', () => {
    expect(JSON.stringify(wire)).not.toMatch(/"(description|title|examples)":"/);
  });

  it('leaves open, at any depth, only what the SDK declares open', () => {
    const entry = createRequire(import.meta.url).resolve('auth0');
    const types = readFileSync(join(entry.replace(/dist.*$/, 'dist/esm'), 'management/api/types/types.d.mts'), 'utf8');
    const open = Object.entries(wire.$defs).filter(([, schema]) => isOpen(schema));
    const isDeclaredOpen = (name: string): boolean => {
      const declaration = new RegExp(`export (interface|type) ${name} [^]*?(?=\\nexport )`).exec(types)?.[0] ?? '';
      return /\[key: string\]: any|Record<string, any>/.test(declaration);
    };
    expect(open.length).toBeGreaterThan(20);
    expect(open.map(([name]) => name).filter((name) => !isDeclaredOpen(name))).toEqual([]);
  });
});

/** Whether a schema has an object with named properties, itself or deep inside, that takes others too. */
function isOpen(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some((item) => isOpen(item));
  if (typeof schema !== 'object' || schema === null) return false;
  if ('properties' in schema && !('additionalProperties' in schema)) return true;
  return Object.values(schema).some((item) => isOpen(item));
}
