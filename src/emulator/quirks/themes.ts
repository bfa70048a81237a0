import type { Body } from '../body.ts';
import type { Settling } from '../collection.ts';
import { conflict, refusal } from '../errors.ts';
import { ok, operation, type Answer, type Call, type Route } from '../route.ts';

/** There is one theme, and it is the default. */
export function settleTheme(body: Body, { call, before }: Settling): Body {
  if (before !== undefined || call.store.count('themes') === 0) return body;
  throw conflict('There was an error updating branding settings: The theme already exists', 'theme_already_exists');
}

/** The theme, without its id. */
export const themeRoutes: Route[] = [operation('GET /branding/themes/default', 'read:branding', defaultTheme)];

function defaultTheme({ store }: Call): Answer {
  const [theme] = store.all('themes');
  if (theme !== undefined) return ok(theme);
  throw refusal(404, 'There was an error retrieving branding settings: invalid theme ID', 'inexistent_theme');
}
