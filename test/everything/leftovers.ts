import type { Body, Json } from '../../src/emulator/body.ts';
import { isBody } from '../../src/emulator/body.ts';
import { singletons } from '../../src/emulator/singletons.ts';
import type { EmulatorState } from '../../src/emulator/store.ts';

/** Kinds that are no more than the frame around their parts, and so never change. */
export const untouched = ['attackProtection', 'riskAssessment'];

/** What stays of a tenant that was emptied, by its place in the emulator, and why nothing can take it away. */
export const stays: Record<string, string> = {
  'clients/*/custom_login_page': 'the API takes no empty login page; it is switched off',
  'email_templates/welcome_email': 'there is no DELETE for the text of an email',
  'settings/captcha/active_provider_id': 'what is chosen where nobody has chosen is read, but not stored',
  'settings/captcha/hcaptcha': 'the API has no way to forget the account at a captcha provider',
  'settings/phone_provider_protection/type': 'there is no DELETE for it, and it was absent before',
  'settings/risk_assessment_new_device/remember_for': 'there is no DELETE for it, and 0 is no value of it',
  'rendering/login-id|login-id/prompt': 'a screen that was ever configured is listed for good, with its standard mode',
  'rendering/login-id|login-id/screen': 'see its prompt',
  'rendering/login-id|login-id/tenant': 'see its prompt',
  'rendering/login-id|login-id/rendering_mode': 'see its prompt',
};

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
  return new Map(places.filter(([, value]) => !saysNothing(value)));
}

function saysNothing(value: Json): boolean {
  if (value === null || value === '' || value === false) return true;
  if (isBody(value)) return Object.values(value).every(saysNothing);
  return Array.isArray(value) && value.length === 0;
}
