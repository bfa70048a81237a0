import type { Body, Json } from '../../src/emulator/body.ts';
import { isBody } from '../../src/emulator/body.ts';
import { singletons } from '../../src/emulator/areas.ts';
import type { EmulatorState } from '../../src/emulator/store.ts';

/** What stays of a tenant that was emptied, by its place in the emulator, and why nothing can take it away. */
export const stays: Record<string, string> = {
  'clients/*/custom_login_page': 'the API takes no empty login page; it is switched off',
  'email_templates/auth_email_by_code': 'there is no DELETE for the text of an email',
  'email_templates/verify_email': 'see auth_email_by_code',
  'email_templates/welcome_email': 'see auth_email_by_code',
  'rendering/login-id|login-id': 'a screen that was ever configured is listed for good, with its standard mode',
  'rendering/login-passwordless|login-passwordless-email-code': 'see login-id',
  'settings/captcha/active_provider_id': 'what is chosen where nobody has chosen is read, but not stored',
  'settings/captcha/arkose': 'the API has no way to forget the account at a captcha provider',
  'settings/captcha/recaptcha_enterprise': 'see arkose',
  'settings/guardian_duo': 'the API takes no empty account at Duo',
  'settings/guardian_fcm/server_key': 'it cannot be read, so nobody knows whether it is there to be taken away',
  'settings/guardian_fcmv1/server_credentials': 'see guardian_fcm',
  'settings/phone_provider_protection/type': 'there is no DELETE for it, and it was absent before',
  'settings/tenant/universal_login': 'there is no DELETE for the colors',
  'settings/risk_assessment_new_device/remember_for': 'there is no DELETE for it, and 0 is no value of it',
};

/** Whether a place of the emulator is one that nothing can take away. */
export const isLeft = (place: string): boolean => Object.keys(stays).some((pattern) => fits(place, pattern));

/** Whether a place is the one of a pattern, or inside it; `*` is any name. */
export function fits(place: string, pattern: string): boolean {
  const names = place.split('/');
  return pattern.split('/').every((name, index) => name === '*' || name === names[index]);
}

/**
 * What a tenant has, by its place: a setting that nobody has set is its default, and an empty text, list or object and a
 * `false` are as good as nothing, on both sides.
 */
export function held({ collections }: EmulatorState): Map<string, Json> {
  const { settings = {}, ...others } = collections;
  const defaults: Record<string, Body> = Object.fromEntries(singletons.map(({ name, defaults: body }) => [name, body]));
  const places = Object.entries<Record<string, Body>>({ ...others, settings: { ...defaults, ...settings } }).flatMap(
    ([collection, bodies]) =>
      Object.entries(bodies).flatMap(([key, body]) =>
        Object.entries(body).map(([field, value]): [string, Json] => [`${collection}/${key}/${field}`, value]),
      ),
  );
  return new Map(
    places.map(([place, value]) => [place, wording(value)] as const).filter(([, value]) => !isNothing(value)),
  );
}

/** A value without what says nothing in it. */
function wording(value: Json): Json {
  if (Array.isArray(value)) return value.map(wording);
  if (!isBody(value)) return value;
  const fields = Object.entries(value).map(([field, inner]): [string, Json] => [field, wording(inner)]);
  return Object.fromEntries(fields.filter(([, inner]) => !isNothing(inner)));
}

function isNothing(value: Json): boolean {
  if (value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
