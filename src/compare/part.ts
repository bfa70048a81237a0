import type { Canonicalize } from '../canonical/desired.ts';
import type { Address } from '../model/address.ts';
import type { DesiredState } from '../model/resource.ts';

/** What a goal desires, before and after it is known what is live. */
interface Desiring {
  desired: DesiredState;
  canonicalize: Canonicalize;
}

/** A goal as far as it is about some types. */
export function partOf<Whole extends Desiring>(goal: Whole, types: ReadonlySet<string>): Whole {
  return within(goal, ({ resources, managed }) => ({
    resources: new Map([...resources].filter(([, { type }]) => types.has(type))),
    managed: { types: new Set([...managed.types].filter((name) => types.has(name))), lists: managed.lists },
  }));
}

/** A goal as far as it is about some resources, whose parents it goes on to declare. */
export function onlyOf<Whole extends Desiring>(
  goal: Whole,
  { only, parents }: { only: ReadonlySet<Address>; parents: ReadonlySet<Address> },
): Whole & { only: ReadonlySet<Address> } {
  const part = within(goal, ({ resources, managed }) => ({
    resources: new Map([...resources].filter(([address]) => only.has(address) || parents.has(address))),
    managed,
  }));
  return { ...part, only };
}

function within<Whole extends Desiring>(goal: Whole, partIn: (state: DesiredState) => DesiredState): Whole {
  return {
    ...goal,
    desired: partIn(goal.desired),
    canonicalize: (live: Parameters<Canonicalize>[0]) => {
      const { state, diagnostics } = goal.canonicalize(live);
      return { state: partIn(state), diagnostics };
    },
  };
}
