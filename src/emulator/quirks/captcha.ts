import { isBody, omit, textOf, type Body, type Json } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { Settling } from '../collection.ts';

/** What GET tells of each provider that was never set up. */
const UNSET: { readonly [provider: string]: Body } = {
  arkose: { site_key: '', fail_open: false, client_subdomain: 'client-api', verify_subdomain: 'verify-api' },
  auth_challenge: { fail_open: false },
  friendly_captcha: { site_key: '' },
  hcaptcha: { site_key: '' },
  recaptcha_enterprise: { site_key: '', project_id: '' },
  recaptcha_v2: { site_key: '' },
  simple_captcha: {},
};

/** A provider is sent whole, with its site key. */
export function settleCaptcha(body: Body, { sent }: Settling): Body {
  const blank = Object.entries(sent).find(([, provider]) => isBody(provider) && provider['site_key'] === '');
  if (blank !== undefined) throw badRequest(`The captcha provider ${blank[0]} needs a site_key.`);
  return body;
}

/** Every provider is listed, none with its secret. */
export function revealCaptcha(body: Body): Body {
  const shown = (provider: Json): Json => (isBody(provider) ? omit(provider, ['secret', 'api_key']) : provider);
  return {
    active_provider_id: textOf(body['active_provider_id']) || 'auth_challenge',
    ...UNSET,
    ...Object.fromEntries(Object.entries(body).map(([field, value]) => [field, shown(value)])),
  };
}
