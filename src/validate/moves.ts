import { isRenamable, typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import type { Move } from '../model/moves.ts';
import type { DesiredState } from '../model/resource.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Selection } from '../selection.ts';
import { messages } from './messages.ts';

/** What the files say was renamed and cannot have been, as far as they tell themselves. */
export function checkMoves(
  { moves, excluded }: Pick<Config, 'moves' | 'excluded'>,
  { resources }: DesiredState,
  catalog: Catalog,
  selection: Pick<Selection, 'isTypeExcluded'>,
): Diagnostic[] {
  const byFrom = groupBy(moves, ({ from }) => from);
  const byTo = groupBy(moves, ({ to }) => to);
  const isKnown = (to: Address): boolean =>
    resources.has(to) || byFrom.has(to) || excluded.some(({ address }) => address === to);
  return moves.flatMap((move): Diagnostic[] => {
    const { from, to, origin } = move;
    const form = formOf(move, catalog);
    if (form !== undefined) return [form];
    const [first] = byFrom.get(from) ?? [];
    if (first !== move && first !== undefined) return [messages.movedTwice(from, origin, first.origin)];
    const [firstTo] = byTo.get(to) ?? [];
    if (firstTo !== move && firstTo !== undefined) return [messages.movedTwice(to, origin, firstTo.origin)];
    if (isCycle(move, moves)) return [messages.movedInCycle(from, origin)];
    if (resources.has(from)) return [messages.movedAndDeclared(from, origin, resources.get(from)?.source?.node.origin)];
    const isLeft = selection.isTypeExcluded(typeOf(catalog, to.split('/')[0] ?? ''));
    return isLeft || isKnown(to) ? [] : [messages.movedToNothing(to, didYouMean(to, [...resources.keys()]), origin)];
  });
}

/** What is wrong with the two addresses by themselves. */
function formOf({ from, to, origin }: Move, catalog: Catalog): Diagnostic | undefined {
  const types = [...catalog.values()].filter(({ child }) => child === undefined);
  const [old, wanted] = [from, to].map((address) => types.find(({ name }) => name === address.split('/')[0]));
  const strange = old === undefined ? from : wanted === undefined ? to : undefined;
  if (strange !== undefined || old === undefined || wanted === undefined) {
    const names = types.map(({ name }) => name);
    return messages.movedUnknown(strange ?? from, didYouMean((strange ?? from).split('/')[0] ?? '', names), origin);
  }
  if (old !== wanted) return messages.movedType(old.name, wanted.name, origin);
  if (from === to) return messages.movedNowhere(from, origin);
  if (isRenamable(old)) return undefined;
  return messages.moveImpossible(old.name, old.identity.keys, origin);
}

function isCycle(move: Move, moves: readonly Move[]): boolean {
  const seen = new Set<Address>([move.from]);
  for (let at: Move | undefined = move; at !== undefined;) {
    if (seen.has(at.to)) return true;
    seen.add(at.to);
    const { to }: Move = at;
    at = moves.find(({ from }) => from === to);
  }
  return false;
}
