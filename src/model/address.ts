/** How every message names a resource: `type/key`, and `type/key/child/key` for an item inside a parent. */
export type Address = string;

/** The address of a resource; a singleton has no key. */
export function addressOf(type: string, key: string): Address {
  return key === '' ? type : `${type}/${key}`;
}

/** The address of a child; a parent has at most one child of a type whose key is empty. */
export function childAddress(parent: Address, child: string, key: string): Address {
  return key === '' ? `${parent}/${child}` : `${parent}/${child}/${key}`;
}
