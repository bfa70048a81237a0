import { answer, one } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { messages } from './messages.ts';
import { omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** The requests of one provider. Without `get` its credentials can be written and never read. */
interface Provider {
  get?: (api: Api) => Promise<unknown>;
  set: (api: Api, body: Body) => Promise<unknown>;
}

/** By factor and provider. `sms` is the older name of `phone`. */
const providers: Record<string, Provider> = {
  'phone/twilio': {
    get: ({ guardian }) => guardian.factors.phone.getTwilioProvider(),
    set: ({ guardian }, body) => guardian.factors.phone.setTwilioProvider(body),
  },
  'sms/twilio': {
    get: ({ guardian }) => guardian.factors.sms.getTwilioProvider(),
    set: ({ guardian }, body) => guardian.factors.sms.setTwilioProvider(body),
  },
  'push-notification/apns': {
    get: ({ guardian }) => guardian.factors.pushNotification.getApnsProvider(),
    set: ({ guardian }, body) => guardian.factors.pushNotification.updateApnsProvider(body),
  },
  'push-notification/fcm': {
    set: ({ guardian }, body) => guardian.factors.pushNotification.updateFcmProvider(body),
  },
  'push-notification/fcmv1': {
    set: ({ guardian }, body) => guardian.factors.pushNotification.updateFcmv1Provider(body),
  },
  'push-notification/sns': {
    get: ({ guardian }) => guardian.factors.pushNotification.getSnsProvider(),
    set: ({ guardian }, body) => guardian.factors.pushNotification.updateSnsProvider(body),
  },
  'duo/duo': {
    get: ({ guardian }) => guardian.factors.duo.settings.get(),
    set: ({ guardian }, body) => guardian.factors.duo.settings.update(body),
  },
};

/** The accounts at services that carry the messages of a factor. */
export const guardianFactorProviders: ResourceType = {
  name: 'guardianFactorProviders',
  identity: { keys: ['name', 'provider'] },
  possibleKeys: [
    { name: ['phone'], provider: ['twilio'] },
    { name: ['push-notification'], provider: ['apns', 'fcm', 'fcmv1', 'sns'] },
    { name: ['duo'], provider: ['duo'] },
  ],
  scopes: ['read:guardian_factors', 'update:guardian_factors'],
  endpoints: {
    get: read,
    create: (api, { keys }, body) => answer(providerOf(keys).set(api, omit(body, ['name', 'provider']))),
    update: write,
  },
  readOnly: ['enabled'],
  secret: paths('aws_secret_access_key'),
  sensitive: paths('auth_token skey p12 server_key server_credentials'),
  sentTogether: [
    paths('sid auth_token from messaging_service_sid'),
    paths('bundle_id sandbox p12'),
    paths(`
      aws_access_key_id aws_secret_access_key aws_region
      sns_apns_platform_application_arn sns_gcm_platform_application_arn
    `),
    paths('ikey skey host'),
  ],
};

function providerOf({ name = '', provider = '' }: Body): Provider {
  const found = providers[`${text(name)}/${text(provider)}`];
  if (found === undefined) throw messages.noFactorProvider(text(name), text(provider), Object.keys(providers));
  return found;
}

/** What cannot be read counts as there once the tenant sends its notifications itself, which takes these credentials. */
async function read(api: Api, { keys }: { keys: Body }): Promise<Body | undefined> {
  const { get } = providerOf(keys);
  if (get !== undefined) return { ...keys, ...(await one(get(api))) };
  const selected = await one(api.guardian.factors.pushNotification.getSelectedProvider());
  return selected['provider'] === 'direct' ? keys : undefined;
}

/** For Twilio there is only a PUT, so that what the files leave out has to travel along. */
async function write(api: Api, { keys }: { keys: Body }, body: Body): Promise<Body> {
  const { get, set } = providerOf(keys);
  const kept = get !== undefined && keys['provider'] === 'twilio' ? await one(get(api)) : {};
  return answer(set(api, { ...kept, ...body }));
}
