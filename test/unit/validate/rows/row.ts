/** What is wrong, the file with the place marked by «», and what has to be said there. */
export type Row = [name: string, yaml: string, says: string];

/** So many items of a list. */
export const list = (count: number, item: (number: number) => string): string =>
  Array.from({ length: count }, (_item, index) => item(index + 1)).join(', ');
/** A text that is too long for metadata. */
export const long = 'x'.repeat(256);
/** An API with two scopes. */
export const api = 'resourceServers: [{ name: A, identifier: a, scopes: [{ value: read:a }, { value: write:a }] }]';
/** An action for a trigger. */
export const action = (name: string, trigger: string): string =>
  `{ name: ${name}, code: "1", runtime: node22, supported_triggers: [{ id: ${trigger}, version: v1 }] }`;
