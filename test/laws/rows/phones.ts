import type { Json } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import type { Read } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, one, secret, some } from './values.ts';

const server = {
  id: 'pro_0000000000000000000000',
  tenant: 'harbor',
  channel: 'phone',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

const at = (path: string, field: string, is: (item: Json) => boolean) => async (read: Read) => {
  const found = await read(path);
  const list = isBody(found) ? found[field] : undefined;
  return Array.isArray(list) ? list.find(is) : undefined;
};

const common = {
  type: 'phoneProviders',
  address: 'phoneProviders',
  live: at('/branding/phone/providers', 'providers', () => true),
} satisfies Partial<Row>;

/** The service that sends messages and calls. */
export const phoneProviders: Row[] = [
  {
    ...common,
    title: 'phoneProviders',
    at: (resource) => ({ phoneProviders: [resource] }),
    always: {
      name: 'twilio',
      configuration: { sid: 'AC0', default_from: '+49111', delivery_methods: ['text'] },
      credentials: { auth_token: 'x' },
    },
    fields: {
      disabled: flag,
      'configuration.sid': one('AC0', 'AC1'),
      'configuration.default_from': one('+49111', '+49222'),
      'configuration.mssid': one('MG0', 'MG1'),
      'configuration.delivery_methods': some('text', 'voice'),
      'credentials.auth_token': secret,
    },
    unordered: { 'configuration.delivery_methods': true },
    unseen: ['credentials'],
    secrets: ['credentials.auth_token'],
    server,
    byHand: [
      {
        post: '/branding/phone/providers',
        body: {
          name: 'twilio',
          disabled: true,
          configuration: { sid: 'hand', mssid: 'hand', default_from: '+49000', delivery_methods: ['voice'] },
          credentials: { auth_token: 'hand' },
        },
      },
    ],
  },
  {
    ...common,
    title: 'phoneProviders of an action',
    at: (resource) => ({
      phoneProviders: [resource],
      actions: [
        {
          name: 'Send',
          code: '//',
          deployed: true,
          supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
        },
      ],
    }),
    always: { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} },
    fields: { disabled: flag, 'configuration.delivery_methods': some('text', 'voice') },
    unordered: { 'configuration.delivery_methods': true },
    after: ['actions/Send'],
    gone: 'never',
    byHand: [
      {
        post: '/branding/phone/providers',
        body: {
          name: 'twilio',
          configuration: { sid: 'hand', default_from: '+49000', delivery_methods: ['voice'] },
          credentials: { auth_token: 'hand' },
        },
      },
    ],
    // Another service has another configuration.
    restless: ['configuration'],
  },
];

/** The texts of messages and calls. */
export const phoneTemplates: Row[] = [
  {
    title: 'phoneTemplates',
    type: 'phoneTemplates',
    at: (resource) => ({ phoneTemplates: [resource] }),
    address: 'phoneTemplates/otp_verify',
    always: { type: 'otp_verify', content: { body: { text: 'Code' } } },
    fields: {
      disabled: flag,
      'content.from': one('+49111', '+49222'),
      'content.body': body({ text: one('Code {{ code }}', 'Your code'), voice: one('Say {{ code }}', 'Say it') }),
    },
    immutable: { 'content.syntax': ['liquid', 'plain'] },
    server: { ...server, customizable: true },
    live: at(
      '/branding/phone/templates',
      'templates',
      (item) => isBody(item) && item['type'] === 'otp_verify' && item['id'] !== undefined,
    ),
    byHand: [
      {
        post: '/branding/phone/templates',
        body: {
          type: 'otp_verify',
          disabled: true,
          content: { from: '+49000', body: { text: 'By hand', voice: 'By hand' } },
        },
      },
    ],
  },
  {
    title: 'phoneTemplates as they are exported',
    type: 'phoneTemplates',
    at: (resource) => ({ phoneTemplates: [resource] }),
    address: 'phoneTemplates/otp_enroll',
    always: { type: 'otp_enroll', content: { syntax: 'liquid', from: '', body: { text: 'Code', voice: 'Code' } } },
    fields: { 'content.body.text': one('Code {{ code }}', 'Your code') },
    live: at(
      '/branding/phone/templates',
      'templates',
      (item) => isBody(item) && item['type'] === 'otp_enroll' && item['id'] !== undefined,
    ),
  },
];
