import type { Test } from '../../catalog/rule.ts';

/** Who asks for a rule. */
export const readinessList = 'the list of checks that Auth0 has for production tenants';
export const checkMate = 'Auth0’s check of live tenants (CheckMate)';
export const auth0Docs = 'the documentation of Auth0';
export const experience = 'what goes wrong between files, clients and APIs';

/** A URL that leads to the machine on which it is opened, or that is not encrypted. */
export const insecureUrl =
  /^http:|^[a-z]+:\/\/(?:[^/?#]*[.@])?localhost\.?(?:[:/?#]|$)|^[a-z]+:\/\/(?:[^/?#]*@)?(?:127(?:\.\d+){1,3}|0\.0\.0\.0|\[(?:::1|(?:0+:){7}0*1|::ffff:127\.[\d.]+)\])(?:[:/?#]|$)/i;

export const isMachine: Test = { path: 'app_type', is: ['non_interactive'] };
export const isWeb: Test = { path: 'app_type', is: ['spa', 'regular_web'] };
export const asksByItself: Test = { path: 'grant_types[]', is: ['client_credentials'] };

/** The identifier of the Management API, in whatever tenant. */
export const managementApi = /^https:\/\/[^/]+\/api\/v2\/$/;
