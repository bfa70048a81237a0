import type { Row, Texts } from '../../../tools/schemas/row.ts';

function features(at: string): Texts {
  return {
    [`${at}enabled_features`]: 'What is switched on for the connection: SCIM, universal logout.',
    [`${at}connection_config`]: 'Settings that the connection starts with.',
    [`${at}provisioning`]: 'How its users may be provisioned.',
  };
}

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateConnectionProfileRequestContent', 'UpdateConnectionProfileRequestContent'],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'What connections get that customers make by self-service.',
  name: 'The name of the profile.',
  organization: 'How the connection is linked to the organization it is made for.',
  'organization.show_as_button': "Whether the organization's login page shows it.",
  'organization.assign_membership_on_login': 'Whether users become members when they log in.',
  connection_name_prefix_template: 'What names of connections begin with. May use `{org_name}` and `{org_id}`.',
  ...features(''),
  strategy_overrides: 'Other settings for some strategies.',
  cross_app_access_resource_app: "Whether assertions of the connection's identity provider are accepted.",
};
