import type { TenantMap } from '../../model/map.ts';
import { formatVersion } from '../plan-data.ts';

/** A map for other programs: the published JSON, not masked yet. */
export function mapData(map: TenantMap): object {
  return { formatVersion, ...map };
}
