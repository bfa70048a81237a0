/**
 * Where resources have code that Auth0 runs, and what of other resources this code is told in its event.
 *
 * It is a table of its own, as the code of several types is run in the same way, and one event speaks of several types.
 */
export const programs = {
  /** An action: its code, what it needs, and the one trigger that it can run at. */
  action: { type: 'actions', code: 'code', trigger: 'supported_triggers', modules: 'modules' },
  module: { type: 'actionModules', code: 'code' },
  /** Which actions run at a trigger. */
  trigger: { type: 'triggers', name: 'trigger', bindings: 'bindings', action: 'action_name' },
  database: { type: 'databases', scripts: ['options', 'customScripts'], configuration: ['options', 'configuration'] },
  social: { type: 'connections', scripts: ['options', 'scripts'], configuration: ['options', 'configuration'] },
} as const;

/** The parts of an event that a test may name, with what of the resource stands there. */
export const eventParts: Readonly<Record<string, EventPart>> = {
  client: {
    types: ['clients'],
    noun: 'client',
    fields: { client_id: 'client_id', name: 'name', metadata: 'client_metadata' },
    id: 'client_id',
  },
  organization: {
    types: ['organizations'],
    noun: 'organization',
    fields: { id: 'id', name: 'name', display_name: 'display_name', metadata: 'metadata' },
    id: 'id',
  },
  connection: {
    types: ['databases', 'connections'],
    noun: 'connection',
    fields: { id: 'id', name: 'name', strategy: 'strategy', metadata: 'metadata' },
    id: 'id',
  },
};

/** A part of an event that is made of a resource. */
export interface EventPart {
  types: readonly string[];
  noun: string;
  /** The fields of the part, each by that of the resource's body. */
  fields: Readonly<Record<string, string>>;
  /** The field that is the server's id, which the files do not know. */
  id: string;
}

/** The APIs that a token may be for, and who may have which of their scopes. */
export const audiences = {
  api: 'resourceServers',
  grant: 'clientGrants',
} as const;
