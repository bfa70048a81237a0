import { paths } from '../../catalog/resource-type.ts';
import { emptySection, singleton } from '../../catalog/endpoints.ts';
import type { Endpoints } from '../../catalog/endpoints.ts';
import type { ChildType, ResourceType, Traits } from '../../catalog/resource-type.ts';
import { isBody, isEmpty, isHollow } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';

/** One setting as a child; it exists exactly once. */
function protection(name: string, endpoints: Endpoints, traits: Partial<Traits> = {}): ChildType {
  return { name, path: name, shape: 'one', identity: { keys: [] }, endpoints, ...traits };
}

/** The API lists every captcha provider, without a site key where nothing is set: such a one carries no setting. */
function withoutBlanks(captcha: Body): Body {
  const isSet = ({ site_key, secret, api_key }: Body): boolean =>
    [site_key, secret, api_key].some((one) => !isEmpty(one));
  const isKept = ([name, value]: [string, Json]): boolean =>
    !isHollow(value) && (!isBody(value) || !keyed.includes(name) || isSet(value));
  return Object.fromEntries(Object.entries(captcha).filter(isKept));
}

/** The providers with an account, and so with a key. */
const keyed = ['arkose', 'friendly_captcha', 'hcaptcha', 'recaptcha_enterprise', 'recaptcha_v2'];

/** Bots, leaked passwords, guessed passwords, floods: each setting has endpoints, and so changes, of its own. */
export const attackProtection: ResourceType = {
  name: 'attackProtection',
  section: 'attackProtection',
  identity: { keys: [] },
  scopes: ['read:attack_protection', 'update:attack_protection'],
  endpoints: emptySection,
  children: [
    protection(
      'botDetection',
      singleton(
        (api) => api.attackProtection.botDetection.get(),
        (api, body) => api.attackProtection.botDetection.update(body),
      ),
      { sets: { allowlist: true } },
    ),
    protection(
      'breachedPasswordDetection',
      singleton(
        (api) => api.attackProtection.breachedPasswordDetection.get(),
        (api, body) => api.attackProtection.breachedPasswordDetection.update(body),
      ),
      { sets: { shields: true, admin_notification_frequency: true, 'stage.*.shields': true } },
    ),
    protection(
      'bruteForceProtection',
      singleton(
        (api) => api.attackProtection.bruteForceProtection.get(),
        (api, body) => api.attackProtection.bruteForceProtection.update(body),
      ),
      {
        readOnly: ['form_submission_mode', 'form_submission_behavior'],
        sets: { shields: true, allowlist: true },
      },
    ),
    protection(
      'captcha',
      singleton(
        (api) => api.attackProtection.captcha.get(),
        (api, body) => api.attackProtection.captcha.update(body),
      ),
      {
        secret: paths(`
          arkose.secret friendly_captcha.secret hcaptcha.secret recaptcha_v2.secret recaptcha_enterprise.api_key
        `),
        madeWith: {
          arkose: ['secret'],
          friendly_captcha: ['secret'],
          hcaptcha: ['secret'],
          recaptcha_enterprise: ['api_key'],
          recaptcha_v2: ['secret'],
        },
        hooks: {
          fromApi: withoutBlanks,
          fromFile: withoutBlanks,
        },
      },
    ),
    protection(
      'suspiciousIpThrottling',
      singleton(
        (api) => api.attackProtection.suspiciousIpThrottling.get(),
        (api, body) => api.attackProtection.suspiciousIpThrottling.update(body),
      ),
      { sets: { shields: true, allowlist: true } },
    ),
    protection(
      'phoneProviderProtection',
      singleton(
        (api) => api.attackProtection.phoneProviderProtection.get(),
        (api, body) => api.attackProtection.phoneProviderProtection.patch(body),
        [404],
      ),
    ),
  ],
};
