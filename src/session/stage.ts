import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { prove } from '../pipeline.ts';
import { makeFolder } from '../record/disk.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { filesOf, openWorkspace, stateFolder } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** A folder of its own in which files stand until it is known that they are right. */
export interface Stage extends Disposable {
  /** Takes over the files that a folder has. */
  copy: (folder: string) => void;
  write: (files: ReadonlyMap<string, string>) => void;
  open: () => Workspace;
  /**
   * Plans what was read of an environment against what stands here, whatever values the process environment has for secrets and
   * keywords. Throws when anything is left: that would be a defect.
   */
  prove: (environment: string, snapshot: Snapshot) => void;
}

/** A stage for the files of a tenant, which is gone when it is disposed of. */
export function staged(tenant: string, surroundings: Surroundings): Stage {
  const state = stateFolder(surroundings);
  makeFolder(state);
  const root = mkdtempSync(join(state, 'stage-'));
  const folder = join(root, tenant);
  const open = (): Workspace => openWorkspace(surroundings, { tenant: folder, secrets: 'wanted' });
  const openAlone = (): Workspace => openWorkspace({ ...surroundings, env: {} }, { tenant: folder, secrets: 'absent' });
  return {
    copy: (from) => {
      if (existsSync(from)) cpSync(from, folder, { recursive: true });
    },
    write: (files) => {
      for (const [path, text] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    open,
    prove: (environment, snapshot) => {
      const { changes, errors } = prove(filesOf(openAlone(), environment), snapshot);
      const left = [
        ...errors.map(
          ({ message, origin }) => `${origin === undefined ? '' : `${formatPlace(placeOf(origin))} `}${message}`,
        ),
        ...changes.map(
          ({ action, address, fields }) => `${action} ${address}: ${fields.map(({ path }) => path).join(', ')}`,
        ),
      ];
      if (left.length > 0) throw new Error(messages.notProven(environment, left));
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
