import { codeFinisher } from './code.ts';
import { deviceFinisher } from './device.ts';
import type { Finisher } from './finisher.ts';

/** THE TABLE: what follows a login, by its `purpose`. */
export const finishers: { readonly [purpose: string]: Finisher } = {
  code: codeFinisher,
  device: deviceFinisher,
};
