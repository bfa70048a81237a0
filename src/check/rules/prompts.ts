import { anyWrong, failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { allHold, valueOf } from '../tests.ts';
import { readinessList } from './common.ts';

/** Checks of what users see when they sign in, and of their second factors. */
export const promptRules: readonly CheckRule[] = [
  {
    type: 'tenant',
    id: 'tenant/universal-login',
    about: 'prompts',
    also: ['pages'],
    find: (world) => {
      const [prompts] = world.ofType('prompts');
      const login = world.subjects.get('pages/login');
      const experience = prompts === undefined ? undefined : valueOf(prompts, 'universal_login_experience');
      const isOn = login === undefined ? undefined : valueOf(login, 'enabled');
      const html = login === undefined ? undefined : valueOf(login, 'html');
      return anyWrong([
        experience?.isKnown === true && prompts !== undefined
          ? failedAt(
              experience.value === 'classic'
                ? [{ path: ['universal_login_experience'], value: 'classic', subject: prompts }]
                : [],
            )
          : unknown(world.toKnow),
        isOn?.isKnown === true && html?.isKnown === true && login !== undefined
          ? failedAt(
              isOn.value === true && (html.value ?? '') !== ''
                ? [{ path: ['enabled'], value: true, subject: login }]
                : [],
            )
          : unknown(world.toKnow),
      ]);
    },
    says: 'users see a login page that Auth0 no longer develops, or one of your own',
    hint: 'set universal_login_experience: new, and enabled: false for the page login',
    why: 'Passkeys, organizations and most of what is new exist in the new login alone.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'tenant',
    id: 'prompts/mfa',
    about: 'guardianFactors',
    also: ['guardianPolicies'],
    find: (world) => {
      const held = world.ofType('guardianFactors').map((one) => allHold(one, [{ path: 'enabled', is: [true] }]));
      const [policies] = world.ofType('guardianPolicies');
      const asked = policies === undefined ? undefined : valueOf(policies, 'policies');
      const isOn = held.some(({ state }) => state === 'yes');
      const areKnown = world.lackOf('guardianFactors') === undefined && held.every(({ state }) => state !== 'unknown');
      if (!isOn) return areKnown ? failedAt([{ path: [], says: 'no factor is on' }]) : unknown(world.toKnow);
      if (policies === undefined || asked?.isKnown !== true) return unknown(world.toKnow);
      const isNever = !Array.isArray(asked.value) || asked.value.length === 0;
      return isNever ? failedAt([{ path: [], subject: policies, says: 'the policy is never' }]) : passed;
    },
    says: 'nobody is asked for a second factor',
    hint: 'switch a factor on in guardianFactors, and say in guardianPolicies when it is asked for',
    why: 'A password that is guessed or stolen is enough.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness', 'security'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'tenant',
    id: 'prompts/phone-provider',
    about: 'guardianFactors',
    also: ['guardianPhoneFactorSelectedProvider'],
    find: (world) => {
      const phone = world.ofType('guardianFactors').filter(({ resource: { key } }) => key === 'sms' || key === 'phone');
      const held = phone.map((one) => allHold(one, [{ path: 'enabled', is: [true] }]).state);
      const [selected] = world.ofType('guardianPhoneFactorSelectedProvider');
      const provider = selected === undefined ? undefined : valueOf(selected, 'provider');
      if (!held.includes('yes'))
        return world.lackOf('guardianFactors') === undefined && !held.includes('unknown')
          ? skipped
          : unknown(world.toKnow);
      if (selected === undefined || provider?.isKnown !== true) return unknown(world.toKnow);
      const isOfAuth0 = provider.value === 'auth0' || provider.value === undefined;
      return isOfAuth0 ? failedAt([{ path: ['provider'], subject: selected, value: 'auth0' }]) : passed;
    },
    says: 'codes for the phone are sent by the test provider of Auth0',
    hint: 'set up a provider of your own, and name it in guardianPhoneFactorSelectedProvider',
    why: 'The test provider sends few messages, and in the name of Auth0.',
    production: 'error',
    other: 'info',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
];
