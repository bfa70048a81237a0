import type { Address } from '../model/address.ts';
import type { DesiredState } from '../model/resource.ts';
import type { Node, Source } from '../model/tree.ts';
import { messages } from './messages.ts';
import { left } from './place.ts';
import type { Found, Proposal } from './proposal.ts';

/** The files that a node takes its texts from. */
export function filesIn(node: Node): Source[] {
  if (node.type === 'scalar') return node.file === undefined ? [] : [node.file];
  return (node.type === 'list' ? node.items : node.entries.map(({ value }) => value)).flatMap(filesIn);
}

/** The resources that name each file, by its path; children stand in their parents. */
function usersOfFiles({ resources }: DesiredState): Map<string, Set<Address>> {
  const users = new Map<string, Set<Address>>();
  for (const { address, parent, source } of resources.values()) {
    if (source === undefined || (parent !== undefined && resources.has(parent))) continue;
    for (const { path } of filesIn(source.node)) users.set(path, (users.get(path) ?? new Set()).add(address));
  }
  return users;
}

/** A file that several resources name gets a new text only when the tenant has that text in all of them. */
export function withSharedFiles(found: readonly Found[], desired: DesiredState): Found[] {
  const users = usersOfFiles(desired);
  const texts = found.flatMap(({ address, proposals }) =>
    proposals.flatMap((one) =>
      one.type === 'text' ? [{ path: one.source.path, text: one.text, address: rootOf(address, desired) }] : [],
    ),
  );
  const othersThan = (address: Address, { source, text }: Extract<Proposal, { type: 'text' }>): Address[] =>
    [...(users.get(source.path) ?? [])].filter((user) => {
      const own = texts.filter((one) => one.path === source.path && one.address === user);
      return user === address ? own.some((one) => one.text !== text) : !own.some((one) => one.text === text);
    });
  return found.map((one): Found => {
    const proposals = one.proposals.map((proposal): Proposal => {
      if (proposal.type !== 'text') return proposal;
      const others = othersThan(rootOf(one.address, desired), proposal);
      return others.length === 0
        ? proposal
        : left(messages.sharedFile(proposal.source.path, others), proposal.source, proposal.offset);
    });
    return { ...one, proposals };
  });
}

function rootOf(address: Address, { resources }: DesiredState): Address {
  const { parent } = resources.get(address) ?? {};
  return parent !== undefined && resources.has(parent) ? parent : address;
}
