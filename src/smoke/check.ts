import { apiName } from '../model/access.ts';
import type { Access } from '../model/access.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Keywords } from '../model/keyword.ts';
import { problems } from './problems.ts';
import type { Placed, SmokeCall, SmokeFile, SmokeTest } from './file.ts';

/** What a smoke file may refer to. */
export interface Referable {
  access: Access;
  keywords: Keywords;
  environments: readonly string[];
  /** The hosts that calls may go to beside the origin of the audience. */
  hosts: readonly string[];
  /** Whether a secret has to have its value here. */
  areSecretsNeeded: boolean;
}

/** What is wrong with what a smoke file refers to. */
export function checkSmokeFile(file: SmokeFile, referable: Referable): Diagnostic[] {
  const { access } = referable;
  const clients = access.clients.map(({ key }) => key);
  return [
    ...file.credentials.flatMap(({ name, origin, value, valueOrigin }) => [
      ...(clients.includes(name) ? [] : [problems.unknownClient(name, clients, origin)]),
      ...[value.secret, value.key].flatMap((given) => (given === undefined ? [] : checkSecret(given, referable))),
      ...(value.secret === undefined && value.key === undefined ? [problems.noCredential(name, valueOrigin)] : []),
    ]),
    ...file.decryption.flatMap(({ name, origin, value, valueOrigin }) => [
      ...checkApi({ text: name, origin }, access),
      ...checkSecret({ text: value, origin: valueOrigin }, referable),
    ]),
    ...file.tests.flatMap((test) => checkTest(test, clients, referable)),
    ...file.domains.flatMap((domain) => checkDomain(domain, access)),
  ];
}

/** Whether a test is for an environment. */
export function isFor({ environments }: SmokeTest, environment: string): boolean {
  return environments === undefined || environments.some(({ text }) => text === environment);
}

/** The API that an audience means, by its identifier or its name. */
export function audienceOf(given: string, { apis }: Access): string | undefined {
  return apis.find(({ key }) => key === given)?.key ?? apis.find((api) => apiName(api) === given)?.key;
}

function checkTest(test: SmokeTest, clients: readonly string[], referable: Referable): Diagnostic[] {
  const { client, audience, organization, environments = [], call, expect } = test;
  const { access } = referable;
  const organizations = access.organizations.map(({ key }) => key);
  return [
    ...(clients.includes(client.text) ? [] : [problems.unknownClient(client.text, clients, client.origin)]),
    ...checkApi(audience, access),
    ...(organization === undefined || organizations.includes(organization.text)
      ? []
      : [problems.unknownOrganization(organization.text, organizations, organization.origin)]),
    ...environments
      .filter(({ text }) => !referable.environments.includes(text))
      .map(({ text, origin }) => problems.unknownEnvironment(text, referable.environments, origin)),
    ...(call === undefined ? [] : checkCall(call, test, referable)),
    ...(expect.denied !== undefined && (call !== undefined || Object.keys(expect.origins).length > 1)
      ? [problems.deniedAndMore(expect.origins['denied'] ?? test.origin)]
      : []),
  ];
}

function checkApi({ text, origin }: Placed, access: Access): Diagnostic[] {
  if (audienceOf(text, access) !== undefined || /^https:\/\/[^/]+\/api\/v2\/$/.test(text)) return [];
  return [
    problems.unknownApi(
      text,
      access.apis.flatMap((api) => [apiName(api), api.key]),
      origin,
    ),
  ];
}

function checkSecret({ text, origin }: Placed, { keywords, areSecretsNeeded }: Referable): Diagnostic[] {
  const keyword = keywords.get(text);
  const secrets = [...keywords.values()].filter(({ isSecret }) => isSecret).map(({ name }) => name);
  if (keyword === undefined) return [problems.unknownSecret(text, secrets, [...keywords.keys()], origin)];
  return areSecretsNeeded && (!keyword.isKnown || keyword.text === '')
    ? [problems.secretWithoutValue(text, origin)]
    : [];
}

/** A token is shown to the API that it is for, or to a host that the environment names. */
function checkCall({ url }: SmokeCall, { audience }: SmokeTest, { access, hosts }: Referable): Diagnostic[] {
  if (url.text === '') return [problems.callMethod(url.origin)];
  if (!URL.canParse(url.text)) return [problems.callUrl(url.text, url.origin)];
  const { origin, host, protocol, hostname } = new URL(url.text);
  const isLoopback = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) return [problems.callPlain(url.text, url.origin)];
  const identifier = audienceOf(audience.text, access) ?? '';
  const own = URL.canParse(identifier) ? new URL(identifier).origin : undefined;
  if (origin === own || hosts.includes(host)) return [];
  return [problems.callHost(host, own, hosts, url.origin)];
}

function checkDomain({ text, origin }: Placed, { domains }: Access): Diagnostic[] {
  const known = ['canonical', 'custom', ...domains.map(({ key }) => key)];
  return known.includes(text) ? [] : [problems.unknownDomain(text, known, origin)];
}
