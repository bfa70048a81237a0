import {
  handlersMissing,
  isName,
  isRead,
  triggersOf,
  undeclared,
  withoutTimeout,
  writesEvent,
} from '../code/actions.ts';
import { isHostUrl, isSecretLike } from '../code/literals.ts';
import { codeOf, textOf } from '../code/parse.ts';
import type { Code, Span } from '../code/parse.ts';
import { hitIn } from '../code/place.ts';
import { isBody, keyText } from '../../model/json.ts';
import { select } from '../../model/path.ts';
import { droppedClaim } from '../../runtime/claims.ts';
import { hidden } from '../../runtime/hidden.ts';
import { nodeAt } from '../../model/tree.ts';
import { anyWrong, failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { Verdict } from '../verdict.ts';
import type { CheckRule, ResourceRule } from '../rule.ts';
import { valueOf } from '../tests.ts';
import type { Subject, World } from '../world.ts';
import { auth0Docs, checkMate, experience, readinessList } from './common.ts';

/** Triggers to which no action is bound: what uses one names it. */
const unbound = ['custom-token-exchange', 'event-stream', 'password-hash-migration'];

/** What Auth0 no longer puts into the body and the query of a request. */
const removed = new RegExp(String.raw`^event\.request\.(?:body|query)\.(?:${hidden.join('|')})$`);

/** What a rule finds in the code of an action. */
type InCode = (code: Code, subject: Subject) => (Span & { says?: string; value?: string })[];

const codeRule = (
  rule: Pick<ResourceRule, 'id' | 'says' | 'hint' | 'why' | 'production' | 'other'> & Partial<ResourceRule>,
  look: InCode,
): CheckRule => ({
  type: 'each',
  about: 'actions',
  profiles: ['m2m'],
  from: auth0Docs,
  decided: 'files',
  find: (subject, world) => {
    const text = valueOf(subject, 'code');
    if (!text.isKnown) return unknown(world.toKnow);
    const code = typeof text.value === 'string' ? codeOf(text.value) : undefined;
    if (code === undefined || typeof text.value !== 'string') return skipped;
    const source = text.value;
    return failedAt(
      look(code, subject).map(({ says, value, ...span }) => ({
        ...hitIn(subject.resource, ['code'], source, span),
        ...(value === undefined ? {} : { value }),
        ...(says === undefined ? {} : { says }),
      })),
    );
  },
  ...rule,
});

/** Checks of actions. */
export const actionRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'actions/runtime',
    about: 'actions',
    when: [{ path: 'runtime', is: ['node12', 'node16', 'node18', 'node18-actions'] }],
    fix: { path: 'runtime', to: 'node22' },
    says: 'the action runs on a version of Node.js that has ended or is about to',
    hint: 'set runtime: node22, after its tests have passed there',
    why: 'Auth0 stops running old versions, and they get no security fixes.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: readinessList,
    decided: 'files',
  },
  codeRule(
    {
      id: 'actions/syntax',
      says: 'Auth0 finds no handler to run',
      hint: 'export an async function by the name of the handler of the trigger',
      why: 'The action is deployed, and fails each time that it is run.',
      production: 'error',
      other: 'error',
    },
    handlersMissing,
  ),
  codeRule(
    {
      id: 'actions/reserved-claim',
      says: 'Auth0 leaves this claim out of the token, without an error',
      hint: 'put a namespace of your own in front of the name: https://your.domain/roles',
      why: 'The API waits for a claim that never comes.',
      production: 'error',
      other: 'error',
    },
    ({ calls }) =>
      calls.flatMap(({ name, arguments: [first] }) => {
        const claim = /^api\.(?:accessToken|idToken)\.setCustomClaim$/.test(name) ? textOf(first) : undefined;
        return claim !== undefined &&
          first !== undefined &&
          droppedClaim(claim.text, null) !== undefined &&
          (claim.isWhole || /^(?:https?:|urn:)/.test(claim.text))
          ? [{ start: first.start, end: first.end, value: claim.text }]
          : [];
      }),
  ),
  codeRule(
    {
      id: 'actions/removed-request-property',
      says: 'Auth0 no longer gives this to actions',
      hint: 'tell clients apart by event.client, and what is secret by event.secrets',
      why: 'Since 2025-09-16 it is undefined: what depends on it is not done any more.',
      production: 'error',
      other: 'error',
    },
    ({ members }) =>
      members.filter(({ name }) => removed.test(name)).map(({ name, ...span }) => ({ ...span, value: name })),
  ),
  codeRule(
    {
      id: 'actions/no-timeout',
      says: 'a request may hang for as long as the other side likes',
      hint: 'give fetch a signal, as in AbortSignal.timeout(3000), or axios a timeout',
      why: 'All actions of a trigger have 20 seconds; a request that hangs makes every login fail.',
      production: 'warning',
      other: 'info',
    },
    withoutTimeout,
  ),
  codeRule(
    {
      id: 'actions/logs-event',
      says: 'it writes what is personal or secret to a log',
      hint: 'log single fields that are neither, such as event.client.name',
      why: 'Logs go to log streams, and from there to people and systems that must not have that.',
      production: 'warning',
      other: 'warning',
    },
    ({ calls, members }) =>
      calls.flatMap((call) => {
        if (!isRead(call, /^console\.\w+$/)) return [];
        const inside = ({ start, end }: Span): boolean => start >= call.start && end <= call.end;
        const isWhole = calls.some((one) => inside(one) && writesEvent(one));
        const read = members.some((one) => inside(one) && /^event\.(?:user|secrets)(?:\.|$)/.test(one.name));
        return isWhole || read ? [{ start: call.start, end: call.end }] : [];
      }),
  ),
  codeRule(
    {
      id: 'actions/hard-coded',
      says: 'an address or a secret is written in the code',
      hint: 'keep secrets in secrets of the action, and addresses in keywords',
      why: 'It is the same in every environment, and whoever reads the code has it.',
      production: 'warning',
      other: 'info',
      from: checkMate,
    },
    (code, subject) =>
      code.strings.flatMap((one): ReturnType<InCode> => {
        if (isSecretLike(one.value)) return [{ start: one.start, end: one.end, says: 'it looks like a secret' }];
        if (!isHostUrl(one.value) || isName(one.value, code, one) || isFromKeyword(one.value, subject)) return [];
        return [{ start: one.start, end: one.end, value: one.value }];
      }),
  ),
  codeRule(
    {
      id: 'actions/undeclared-dependency',
      says: 'the code needs a package that the action does not have',
      hint: 'name it with a version in dependencies',
      why: 'The action fails when it is run.',
      production: 'error',
      other: 'error',
    },
    undeclared,
  ),
  {
    type: 'each',
    id: 'actions/vulnerable-dependency',
    about: 'actions',
    where: [{ path: 'dependencies' }],
    asks: 'advisories',
    find: ({ resource: { body } }, { facts }) => {
      const asked = facts.advisories ?? { type: 'unknown' as const, why: 'needs --on live, and a network' };
      if (asked.type === 'unknown') return unknown(asked.why);
      return failedAt(
        select(body, 'dependencies[]').flatMap(({ path, value }) => {
          const [name, version] = isBody(value) ? [value['name'], value['version']] : [];
          const titles = asked.value.get(`${keyText(name ?? '')}@${keyText(version ?? '')}`) ?? [];
          return titles.map((says) => ({ path, says: `${keyText(name ?? '')} ${keyText(version ?? '')}: ${says}` }));
        }),
      );
    },
    says: 'a package that the action uses has a known weakness',
    hint: 'use a version in which it is corrected',
    why: 'What is known is used.',
    production: 'error',
    other: 'warning',
    profiles: ['m2m'],
    from: checkMate,
    decided: 'network',
  },
  {
    type: 'each',
    id: 'actions/unbound',
    about: 'actions',
    also: ['triggers'],
    where: [{ path: 'deployed', is: [true] }],
    find: (subject, world) => {
      if (triggersOf(subject).every((trigger) => unbound.includes(trigger))) return skipped;
      const { key } = subject.resource;
      const names = world
        .ofType('triggers')
        .flatMap(({ resource: { body } }) => select(body, 'bindings[].action_name'));
      if (names.some(({ value }) => value === key)) return passed;
      return world.lackOf('triggers') === undefined ? failedAt([{ path: [] }]) : unknown(world.toKnow);
    },
    says: 'the action is deployed, and runs nowhere',
    hint: 'name it in triggers, or delete it',
    why: 'Somebody believes that it does something.',
    production: 'info',
    other: 'info',
    profiles: ['m2m'],
    from: experience,
    decided: 'plan',
  },
  {
    type: 'each',
    id: 'actions/untested',
    about: 'actions',
    asks: 'tests',
    find: ({ resource: { source, body } }, { facts: { tested } }) => {
      const node = source === undefined ? undefined : nodeAt(source.node, ['code']);
      if (tested === undefined || node?.type !== 'scalar' || typeof body['code'] !== 'string') return skipped;
      const { file } = node;
      // What stands in the YAML has nothing beside it.
      if (file === undefined) return skipped;
      return tested.has(file.path) ? passed : failedAt([{ path: ['code'] }]);
    },
    says: 'the action has no test beside it',
    hint: 'write one: what stands beside the code and ends with .test.yaml is run by tenantry test',
    why: 'The first one who runs it is a user.',
    production: 'info',
    other: 'info',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  codeRule(
    {
      id: 'actions/user-enumeration',
      where: [{ path: 'supported_triggers[].id', is: ['pre-user-registration'] }],
      says: 'a sign-up that is denied may tell who is a user already',
      hint: 'use words that are the same for everybody in api.access.deny',
      why: 'Lists of addresses are tried to find out who has an account.',
      production: 'info',
      other: 'off',
      profiles: ['security'],
      from: checkMate,
    },
    ({ calls }) => calls.filter((call) => isRead(call, /^api\.access\.deny$/)),
  ),
  {
    type: 'tenant',
    id: 'actions/password-reset-mfa',
    about: 'actions',
    also: ['triggers', 'databases'],
    find: (world) => {
      const databases = world.lackOf('databases');
      if (world.ofType('databases').length === 0) return databases ?? skipped;
      return anyWrong([challenges(world)]);
    },
    says: 'whoever reads the mail of a user can take over the account',
    hint: 'bind an action to password-reset-post-challenge that calls api.authentication.challengeWith',
    why: 'A password reset asks for nothing but the mail, even where a login asks for a second factor.',
    production: 'warning',
    other: 'off',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
];

function challenges(world: World): Verdict {
  const trigger = world.subjects.get('triggers/password-reset-post-challenge');
  const names =
    trigger === undefined ? [] : select(trigger.resource.body, 'bindings[].action_name').map(({ value }) => value);
  const asks = world.ofType('actions').some(({ resource: { key, body } }) => {
    const code = typeof body['code'] === 'string' ? codeOf(body['code']) : undefined;
    return (
      names.includes(key) &&
      code?.calls.some(({ name }) => name.startsWith('api.authentication.challengeWith')) === true
    );
  });
  if (asks) return passed;
  const isWhole = trigger !== undefined || world.lackOf('triggers') === undefined;
  return isWhole && world.lackOf('actions') === undefined ? failedAt([{ path: [] }]) : unknown(world.toKnow);
}

/** Whether an address came into the code by a keyword: then it is no literal. */
function isFromKeyword(text: string, { resource: { source } }: Subject): boolean {
  const node = source === undefined ? undefined : nodeAt(source.node, ['code']);
  if (node?.type !== 'scalar') return false;
  return (node.trace?.markers ?? []).some(
    ({ start, end }) => text.startsWith(String(node.value).slice(start, end)) && end > start,
  );
}
