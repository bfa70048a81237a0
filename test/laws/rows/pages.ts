import type { Row } from '../row.ts';
import { flag, one } from './values.ts';

const page = (name: string, at: string): Pick<Row, 'title' | 'type' | 'at' | 'address' | 'live' | 'gone'> => ({
  title: `pages, ${name}`,
  type: 'pages',
  at: (resource) => ({ pages: [resource] }),
  address: `pages/${name}`,
  live: async (read) => {
    const settings = (await read('/tenants/settings')) as Record<string, object>;
    return { ...settings[at], name };
  },
  gone: 'never',
});

/** The four classic pages. */
export const pages: Row[] = [
  {
    ...page('login', ''),
    always: { name: 'login', enabled: true },
    fields: { enabled: flag, html: one('<html>a</html>', '<html>\nb\n</html>') },
    live: async (read) => {
      const [client] = (await read('/clients?is_global=true')) as Record<string, string>[];
      return {
        name: 'login',
        enabled: client?.['custom_login_page_on'] ?? false,
        html: client?.['custom_login_page'] ?? '',
      };
    },
    byHand: [],
  },
  {
    ...page('password_reset', 'change_password'),
    always: { name: 'password_reset', enabled: true },
    fields: { enabled: flag, html: one('<html>a</html>', '<html>\nb\n</html>') },
    byHand: [{ patch: '/tenants/settings', body: { change_password: { enabled: true, html: 'by hand' } } }],
  },
  {
    ...page('guardian_multifactor', 'guardian_mfa_page'),
    always: { name: 'guardian_multifactor', html: '<html>a</html>' },
    fields: { enabled: flag, html: one('<html>a</html>', '<html>\nb\n</html>') },
    byHand: [{ patch: '/tenants/settings', body: { guardian_mfa_page: { enabled: true, html: 'by hand' } } }],
  },
  {
    ...page('error_page', 'error_page'),
    always: { name: 'error_page', show_log_link: true },
    fields: {
      show_log_link: flag,
      html: one('<html>a</html>', '<html>b</html>'),
      url: one('https://harbor.test/e', 'https://harbor.test/f'),
    },
    byHand: [
      {
        patch: '/tenants/settings',
        body: { error_page: { show_log_link: false, html: 'by hand', url: 'https://hand.test' } },
      },
    ],
  },
];
