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

/**
 * Whether a resource is named by a selector: a type, an address, or either with `*` for any text.
 *
 * A child is also named by what names its parent, and by the address of its list: `roles/Courier/permissions`.
 */
export function isSelected(selector: string, type: string, address: Address, parent?: Address): boolean {
  const list = parent === undefined ? [] : [parent, `${parent}/${address.slice(parent.length + 1).split('/')[0]}`];
  const names = [type, address, ...list];
  if (!selector.includes('*')) return names.includes(selector);
  const pattern = new RegExp(`^${selector.split('*').map(escapeRegExp).join('.*')}$`, 's');
  return names.some((name) => pattern.test(name));
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
