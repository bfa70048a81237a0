import type { LiveState } from '../../src/canonical/live.ts';
import { namesOf } from '../../src/canonical/names.ts';
import { catalogOf, typeOf } from '../../src/catalog/catalog.ts';
import type { Catalog, Type } from '../../src/catalog/catalog.ts';
import type { Endpoints } from '../../src/catalog/endpoints.ts';
import type { ResourceType } from '../../src/catalog/resource-type.ts';
import type { Change } from '../../src/model/change.ts';
import type { Policy } from '../../src/model/config.ts';
import type { Body } from '../../src/model/json.ts';
import type { Step } from '../../src/model/plan.ts';
import type { DesiredResource, DesiredState, LiveResource, Resource } from '../../src/model/resource.ts';

/** Bodies by address: `clients/Portal`, `roles/Courier/permissions/read`. */
export type Bodies = Record<string, Body>;

const noRequest = (): Promise<never> => Promise.reject(new Error('a pure stage makes no request'));

/** Endpoints that a pure stage looks at and never calls. */
export const endpoints = {
  list: noRequest,
  create: noRequest,
  update: noRequest,
  delete: noRequest,
} satisfies Endpoints;

/** A resource type of a test, with `name` as its key and whatever traits the test is about. */
export function testType(name: string, traits: Partial<ResourceType> = {}): ResourceType {
  return { name, scopes: name, identity: { keys: ['name'], id: 'id' }, endpoints, ...traits };
}

/** The one type of a catalog that has these traits. */
export function typeWith(traits: Partial<ResourceType>): Type {
  return typeOf(catalogOf([testType('things', traits)]), 'things');
}

/** A policy that allows everything, with some of it changed. */
export function policyWith(changed: Partial<Policy> = {}): Policy {
  return { delete: true, protect: [], maxDeletes: undefined, exclude: [], include: [], ignore: {}, ...changed };
}

/** What the files say: these resources, and that there are no others of the types and lists in `managed`. */
export function desiredState(bodies: Bodies, managed: readonly string[] = []): DesiredState {
  const resources = Object.entries(bodies).map(([address, body]): [string, DesiredResource] => [
    address,
    { ...resource(address, body), source: undefined },
  ]);
  const [lists, types] = [true, false].map((isList) => managed.filter((name) => name.includes('/') === isList));
  return { resources: new Map(resources), managed: { types: new Set(types), lists: new Set(lists) } };
}

/** What the tenant has; the id of `clients/Portal` is `id of clients/Portal`. */
export function liveState(bodies: Bodies): LiveState {
  const resources = Object.entries(bodies).map(([address, body]): [string, LiveResource] => [
    address,
    { ...resource(address, body), id: `id of ${address}`, system: undefined, followUp: undefined },
  ]);
  return { resources: new Map(resources), names: namesOf(resources.map(([, one]) => one)), ambiguous: new Map() };
}

function resource(address: string, body: Body): Resource {
  const [type = '', name = '', child, ...below] = address.split('/');
  if (child === undefined) return { type, address, key: name, body: { name, ...body } };
  const key = below.join('/');
  return { type: `${type}.${child}`, address, key, parent: `${type}/${name}`, body: { name: key, ...body } };
}

/** A change as a text says it: `update clients/Portal: description`, `create clients/Portal`. */
export function changeFrom(text: string): Change {
  const [action = '', address = '', ...fields] = text.split(/: |, | /);
  const { type, parent } = resource(address, {});
  const subject = { address, type, fields: [], ...(parent === undefined ? {} : { parent }) };
  switch (action) {
    case 'create':
    case 'delete':
      return { ...subject, action };
    case 'update':
      return { ...subject, action, fieldsToSend: fields };
    case 'replace':
      return { ...subject, action, because: fields };
    default:
      throw new Error(`no such action: ${action}`);
  }
}

/** The text of a change, with the fields that differ. */
export function textOfChange(change: Change): string {
  const fields = change.fields.map(({ path, before, after }) => `${path} ${shown(before)} -> ${shown(after)}`);
  const isTold = change.action === 'update' || change.action === 'replace';
  return `${change.action} ${change.address}${isTold ? `: ${fields.join(', ')}` : ''}`;
}

/** The text of a step: `create clients/Portal without owner, after apis/Parcels`. */
export function textOfStep(step: Step): string {
  const fields =
    step.do === 'create' && step.deferred.length > 0
      ? ` without ${step.deferred.join(', ')}`
      : step.do === 'update'
        ? `: ${step.fields.join(', ')}`
        : '';
  const after = step.dependsOn.length > 0 ? `, after ${step.dependsOn.join(', ')}` : '';
  return `${step.do} ${step.address}${fields}${after}`;
}

/** A catalog of these types. */
export function catalogWith(types: Record<string, Partial<ResourceType>>): Catalog {
  return catalogOf(Object.entries(types).map(([name, traits]) => testType(name, traits)));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
