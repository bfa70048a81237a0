import { createHash } from 'node:crypto';
import { isBody, type Body } from './body.ts';
import { formOf, writeId, type IdForm, type SharedForm } from './ids.ts';

/** Everything a tenant holds, as plain JSON: bodies by collection and key, in order of arrival. */
export interface EmulatorState {
  readonly formatVersion: 1;
  /** Ids depend on the seed, so that two tenants never share one. */
  readonly seed: string;
  /** How many ids were made. */
  readonly counter: number;
  readonly collections: { readonly [collection: string]: { readonly [key: string]: Body } };
  /** The last events of the log, where they are kept. */
  readonly log?: readonly Body[];
}

/** A stored body with its key and its place in the order of arrival. */
export interface Entry {
  readonly key: string;
  readonly place: number;
  readonly body: Body;
}

/** The state of one emulated tenant. A key of a body that begins with `_` is stored and never shown. */
export class Store {
  #seed = '';
  #counter = 0;
  #places = 0;
  #collections = new Map<string, Map<string, Entry>>();
  #undo: (() => void)[] | undefined;

  constructor(state: EmulatorState) {
    this.restore(state);
  }

  snapshot(): EmulatorState {
    const collections: Record<string, Record<string, Body>> = {};
    for (const [collection, entries] of this.#collections) {
      if (entries.size > 0)
        collections[collection] = Object.fromEntries([...entries.values()].map(({ key, body }) => [key, body]));
    }
    const state: EmulatorState = { formatVersion: 1, seed: this.#seed, counter: this.#counter, collections };
    return structuredClone(state);
  }

  restore(state: EmulatorState): void {
    const { seed, counter, collections } = structuredClone(state);
    this.#seed = seed;
    this.#counter = counter;
    this.#places = 0;
    this.#collections = new Map();
    for (const [collection, bodies] of Object.entries(collections)) {
      for (const [key, body] of Object.entries(bodies)) this.put(collection, key, body);
    }
  }

  /** Runs work that changes everything it means to, or, when it throws, nothing. */
  atomically<T>(work: () => T): T {
    const counter = this.#counter;
    const steps: (() => void)[] = [];
    this.#undo = steps;
    try {
      return work();
    } catch (error) {
      for (const step of steps.toReversed()) step();
      this.#counter = counter;
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  newId(wanted: IdForm | SharedForm): string {
    const form = formOf(wanted);
    this.#counter += 1;
    return writeId(form, createHash('sha512').update(`${this.#seed}/${form.name}/${this.#counter}`).digest());
  }

  entries(collection: string): Entry[] {
    return [...(this.#collections.get(collection)?.values() ?? [])];
  }

  all(collection: string): Body[] {
    return this.entries(collection).map(({ body }) => body);
  }

  find(collection: string, matches: (body: Body) => boolean): Body | undefined {
    for (const { body } of this.#collections.get(collection)?.values() ?? []) if (matches(body)) return body;
    return undefined;
  }

  some(collection: string, matches: (body: Body) => boolean): boolean {
    return this.find(collection, matches) !== undefined;
  }

  count(collection: string): number {
    return this.#collections.get(collection)?.size ?? 0;
  }

  get(collection: string, key: string): Body | undefined {
    return this.#collections.get(collection)?.get(key)?.body;
  }

  /** Stores a body; one that was there before keeps its place. */
  put(collection: string, key: string, body: Body): Body {
    const entries = this.#collections.get(collection) ?? new Map<string, Entry>();
    this.#collections.set(collection, entries);
    this.#keep(collection, key);
    entries.set(key, { key, place: entries.get(key)?.place ?? (this.#places += 1), body });
    return body;
  }

  remove(collection: string, key: string): void {
    this.#keep(collection, key);
    this.#collections.get(collection)?.delete(key);
  }

  /** Notes how to bring one entry back, in its place. */
  #keep(collection: string, key: string): void {
    const entry = this.#collections.get(collection)?.get(key);
    this.#undo?.push(() => {
      const others = [...(this.#collections.get(collection) ?? [])].filter(([other]) => other !== key);
      const all = entry === undefined ? others : [...others, [key, entry] as const];
      this.#collections.set(collection, new Map(all.toSorted(([, a], [, b]) => a.place - b.place)));
    });
  }

  /** Removes every body that matches. */
  removeWhere(collection: string, matches: (body: Body) => boolean): void {
    for (const { key, body } of this.entries(collection)) if (matches(body)) this.remove(collection, key);
  }

  /** Replaces every body for which the change is not the body itself. */
  changeAll(collection: string, change: (body: Body) => Body): void {
    for (const { key, body } of this.entries(collection)) {
      const changed = change(body);
      if (changed !== body) this.put(collection, key, changed);
    }
  }
}

/** Whether JSON from outside is a state. */
export const isState = (value: unknown): value is EmulatorState =>
  isBody(value) &&
  value['formatVersion'] === 1 &&
  typeof value['seed'] === 'string' &&
  typeof value['counter'] === 'number' &&
  isBody(value['collections']) &&
  (value['log'] === undefined || (Array.isArray(value['log']) && value['log'].every((event) => isBody(event)))) &&
  Object.values(value['collections']).every(
    (bodies) => isBody(bodies) && Object.values(bodies).every((body) => isBody(body)),
  );
