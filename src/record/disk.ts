import { recordMessages } from '../model/record-messages.ts';

/** Work on a file of ours; `path` says where. What the disk refuses is thrown as a `UsageError`. */
export async function onDisk<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw recordMessages.cannotKeep(path, error);
    throw error;
  }
}
