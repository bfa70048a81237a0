import { integer, listOf, string, words } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** The texts of connections of every strategy. */
export const connectionTexts: Texts = {
  name: 'The name of the connection: letters, digits and single hyphens. Fixed once created.',
  display_name: 'The name on the login button.',
  enabled_clients: 'Names of the clients that may use it. The list is complete; without it, clients are left alone.',
  is_domain_connection: 'Whether clients of others may use it, too.',
  show_as_button: 'Whether the login page shows a button for it.',
  metadata: 'Up to 10 strings of your own, by key.',
  realms: 'Names by which password requests may mean this connection.',
  authentication: 'Whether users can log in through it.',
  connected_accounts: 'Whether users can connect an account of theirs through it.',
  cross_app_access_requesting_app: 'Whether apps may use its tokens to ask for access to other apps.',
  cross_app_access_resource_app: 'Whether other apps may ask for access through it.',
};

/** Endings of the SDK's types for the strategies. */
const strategies = words(`
  Ad Adfs Amazon Apple Auth0Oidc AzureAd Baidu Bitbucket Bitly Box Custom Daccount Dropbox Dwolla Email Evernote
  EvernoteSandbox Exact Facebook Fitbit GitHub GoogleApps GoogleOAuth2 Instagram Ip Line Linkedin OAuth1 OAuth2 Office365
  Oidc Okta Paypal PaypalSandbox PingFederate PlanningCenter Salesforce SalesforceCommunity SalesforceSandbox Saml
  Sharepoint Shop Shopify Sms Soundcloud ThirtySevenSignals Twitter Untappd Vkontakte Weibo WindowsLive Wordpress Yahoo
  Yandex
`);

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateConnectionRequestContent', 'UpdateConnectionRequestContent'],
  variants: {
    by: 'strategy',
    field: 'options',
    types: strategies.map((name) => `CreateConnectionRequestContent${name}`),
  },
  // For the strategy `email` the SDK says string, but the API has an object.
  add: { 'options.authParams': { type: ['object', 'string'] } },
  children: {
    scim_configuration: { sdk: ['CreateScimConfigurationRequestContent', 'UpdateScimConfigurationRequestContent'] },
    directory_provisioning_configuration: {
      sdk: ['CreateDirectoryProvisioningRequestContent', 'UpdateDirectoryProvisioningRequestContent'],
      add: {
        synchronized_groups: listOf({ id: string, name: string, email: string, direct_members_count: integer }, 'id'),
      },
    },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Connections to identity providers: enterprise, social and passwordless.',
  ...connectionTexts,
  strategy: 'What kind of identity provider. Fixed once created.',
  options: 'How to talk to the identity provider; the fields depend on `strategy`.',
  'options.client_secret': 'The secret at the identity provider. Use a secret keyword.',
  'options.client_id': 'The client id at the identity provider.',
  'options.domain': 'The domain of the identity provider.',
  'options.domain_aliases': 'Email domains whose users belong to this connection.',
  'options.scope': 'The scopes to ask the identity provider for.',
  'options.set_user_root_attributes': 'When attributes of the user profile are taken from the identity provider.',
  'options.upstream_params': 'Parameters to pass on to the identity provider.',
  'options.non_persistent_attrs': 'Attributes of users that are never stored.',
  'options.icon_url': 'The icon on the login button.',
  'options.discovery_url': 'The URL of the discovery document.',
  'options.attribute_map': 'Which claims become which attributes.',
  'options.signingCert': 'The certificate of the identity provider, as PEM or as base64 of it.',
  'options.signInEndpoint': 'Where users log in.',
  'options.signOutEndpoint': 'Where users log out.',
  'options.idpinitiated': 'Logins that begin at the identity provider.',
  'options.idpinitiated.client_id': 'The name of the client to log in to.',
  'options.email': 'The email with the code or link.',
  'options.email.body': 'The file of the email, by its path from the folder `connections`.',
  'options.totp': 'How codes are made.',
  scim_configuration: 'Users that the identity provider sends by SCIM. `null` turns it off.',
  'scim_configuration.user_id_attribute': 'The SCIM attribute that identifies a user.',
  'scim_configuration.mapping': 'Which SCIM attribute becomes which attribute of the user.',
  directory_provisioning_configuration: 'Users copied from a Google Workspace directory. `null` turns it off.',
  'directory_provisioning_configuration.mapping': 'Which attribute of the directory becomes which one of the user.',
  'directory_provisioning_configuration.synchronize_automatically': 'Whether the copy is kept up to date.',
  'directory_provisioning_configuration.synchronize_groups': 'Which groups come along: none, all, or selected ones.',
  'directory_provisioning_configuration.synchronized_groups': 'The selected groups. The list is complete.',
  'directory_provisioning_configuration.synchronized_groups[].id': 'The id of the group in the directory.',
};
