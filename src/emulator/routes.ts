import { collectionRoutes } from './collection.ts';
import { collections } from './collections/index.ts';
import { actionRoutes } from './quirks/actions.ts';
import { templateRoutes } from './quirks/branding.ts';
import { clientRoutes } from './quirks/clients.ts';
import { enablementRoutes } from './quirks/connections.ts';
import { directoryRoutes } from './quirks/directory.ts';
import { domainRoutes } from './quirks/domains.ts';
import { emailProviderRoutes, emailTemplateRoutes } from './quirks/emails.ts';
import { grantRoutes } from './quirks/grants.ts';
import { guardianRoutes } from './quirks/guardian.ts';
import { moduleRoutes } from './quirks/modules.ts';
import { organizationConnectionRoutes } from './quirks/organization-connections.ts';
import { organizationRoutes } from './quirks/organizations.ts';
import { phoneTemplateRoutes } from './quirks/phones.ts';
import { selfServiceTextRoutes } from './quirks/profiles.ts';
import { promptRoutes } from './quirks/prompts.ts';
import { retiredRoutes } from './quirks/retired.ts';
import { permissionRoutes } from './quirks/roles.ts';
import { scimRoutes } from './quirks/scim.ts';
import { themeRoutes } from './quirks/themes.ts';
import { triggerRoutes } from './quirks/triggers.ts';
import type { Route } from './route.ts';
import { singletonRoutes } from './singleton.ts';
import { singletons } from './singletons.ts';

/** Every operation of the emulated API. What the tables cannot express comes first, as its paths are more specific. */
export const routes: readonly Route[] = [
  ...templateRoutes,
  ...themeRoutes,
  ...phoneTemplateRoutes,
  ...clientRoutes,
  ...enablementRoutes,
  ...scimRoutes,
  ...directoryRoutes,
  ...selfServiceTextRoutes,
  ...grantRoutes,
  ...permissionRoutes,
  ...organizationRoutes,
  ...organizationConnectionRoutes,
  ...moduleRoutes,
  ...actionRoutes,
  ...triggerRoutes,
  ...emailProviderRoutes,
  ...emailTemplateRoutes,
  ...promptRoutes,
  ...domainRoutes,
  ...guardianRoutes,
  ...retiredRoutes,
  ...singletons.flatMap((row) => singletonRoutes(row)),
  ...collections.flatMap((row) => collectionRoutes(row)),
];

/** The SDK's request types that the emulator checks bodies against, in order. */
export const requestTypes = (): string[] =>
  [...new Set(routes.flatMap(({ body }) => (body === undefined ? [] : [body])))].toSorted();
