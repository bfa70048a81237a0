import { actionTexts } from './descriptions/actions.ts';
import { applicationTexts } from './descriptions/applications.ts';
import { connectionTexts } from './descriptions/connections.ts';
import { loginTexts } from './descriptions/login.ts';
import { securityTexts } from './descriptions/security.ts';
import { profileTexts } from './descriptions/profiles.ts';
import { tenantTexts } from './descriptions/tenant.ts';
import type { Texts } from './descriptions/tenant.ts';

/** What editors show for resource types and their fields, in our own words: by type, then by path. */
export const descriptions: Readonly<Record<string, Texts>> = {
  ...tenantTexts,
  ...loginTexts,
  ...applicationTexts,
  ...connectionTexts,
  ...actionTexts,
  ...securityTexts,
  ...profileTexts,
};
