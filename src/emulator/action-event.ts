import { bodyOf, omit, pick, textOf, textsOf, type Body } from './body.ts';
import type { Tenant } from './route.ts';

/** A token that is about to be given, as the actions of `credentials-exchange` hear of it. */
export interface MachineLogin {
  readonly request: Request;
  readonly form: Body;
  readonly client: Body;
  readonly audience: string;
  readonly organizationId: string | undefined;
  readonly scopes: readonly string[];
}

/** The event of `credentials-exchange`. */
export function machineEvent(
  { request, form, client, audience, organizationId, scopes }: MachineLogin,
  tenant: Tenant,
): Body {
  const organization = tenant.store.get('organizations', organizationId ?? '');
  const agent = textOf(client['agent_id']);
  const { hostname } = new URL(request.url);
  const language = request.headers.get('accept-language');
  const userAgent = request.headers.get('user-agent');
  return {
    accessToken: { customClaims: {}, scope: [...scopes] },
    ...(agent === '' ? {} : { agent: { agent_id: agent, agent_metadata: {}, name: agent } }),
    client: {
      ...pick(client, ['client_id', 'name']),
      metadata: bodyOf(client['client_metadata']),
    },
    ...(organization === undefined
      ? {}
      : {
          organization: {
            ...pick(organization, ['id', 'name', 'display_name']),
            metadata: bodyOf(organization['metadata']),
          },
        }),
    request: {
      body: omit(form, ['client_secret', 'client_assertion']),
      geoip: {},
      hostname,
      ip: '127.0.0.1',
      ...(language === null ? {} : { language }),
      method: request.method,
      ...(userAgent === null ? {} : { user_agent: userAgent }),
    },
    resource_server: { identifier: audience },
    tenant: { id: tenant.domain.split('.')[0] ?? '' },
    transaction: {
      requested_scopes: textsOf(textOf(form['scope']).split(' ')).filter((scope) => scope !== ''),
      target_scopes: [...scopes],
    },
  };
}
