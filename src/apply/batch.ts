import { groupBy } from '../model/group.ts';
import type { Step } from '../model/plan.ts';
import type { Type } from '../catalog/catalog.ts';

/** A step, with what tells whether it goes with others in one request. */
export interface Member {
  step: Step;
  type: Type;
  parent: string;
}

/** Steps that the API takes in one request. */
export interface Batch {
  members: Member[];
  /** The request for those of them that could go when the first one went. */
  sent?: { steps: ReadonlySet<Step>; request: Promise<void> };
}

/** Groups the steps of one wave that the API takes many at a time; the others are in no batch. */
export function batchesOf(members: readonly Member[]): Map<Step, Batch> {
  const batched = members.filter(({ type, step }) => type.endpoints.batch !== undefined && step.do !== 'update');
  const groups = groupBy(batched, ({ step, type, parent }) => `${step.do} ${type.name} ${parent}`);
  const batches = new Map<Step, Batch>();
  for (const group of groups.values()) {
    const size = group[0]?.type.endpoints.batch?.size ?? 1;
    for (let start = 0; start < group.length; start += size) {
      const batch: Batch = { members: group.slice(start, start + size) };
      for (const { step } of batch.members) batches.set(step, batch);
    }
  }
  return batches;
}
