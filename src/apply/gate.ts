/** Lets a limited number in at a time, in the order of their coming. */
export interface Gate {
  /** Does work inside. */
  inside: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Called from inside: gives the place to others meanwhile, and comes back in afterwards. */
  outside: <Result>(wait: () => Promise<Result>) => Promise<Result>;
}

/** A gate with that many places. */
export function gate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  const enter = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    inside: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    outside: async (wait) => {
      leave();
      try {
        return await wait();
      } finally {
        await enter();
      }
    },
  };
}
