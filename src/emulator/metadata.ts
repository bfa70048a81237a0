import { bodyOf, type Json } from './body.ts';
import { refuse } from './errors.ts';

/** Metadata has a limited number of keys, counted after the merge. */
export function refuseLargeMetadata(metadata: Json | undefined, most: number): void {
  if (Object.keys(bodyOf(metadata)).length > most) throw refuse('metadata.too-many-keys', { most });
}
