import { deviceFinisher } from './activation.ts';
import { codeFinisher } from './code.ts';
import type { Finisher } from './finisher.ts';

/** THE TABLE: what follows a login, by its `purpose`. */
export const finishers: { readonly [purpose: string]: Finisher } = {
  code: codeFinisher,
  device: deviceFinisher,
};
