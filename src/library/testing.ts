import { realClock } from '../auth0/clock.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { loadProgram } from '../session/programs.ts';
import type { LoadedProgram } from '../session/programs.ts';
import type { Surroundings } from '../session/surroundings.ts';
import type { Finding } from '../testing/compare.ts';
import type { EffectKey } from '../testing/effects.ts';
import { tokenOf } from '../testing/token.ts';
import type * as Api from './testing-api.d.ts';

/** Loads an action of a tenant's files. */
export const loadAction: typeof Api.loadAction = async (tenantFolder, name, options = {}) => {
  const program = await loadProgram(tenantFolder, { action: name }, options.env, around(options.cwd));
  return {
    name,
    trigger: program.trigger ?? '',
    run: async (event = {}, given = {}) => {
      const { finding, event: whole, tenant } = await succeeded(program, { event, ...asBody(given) });
      const token = tokenOf(whole, finding.effects, tenant);
      return { ...happenedIn(finding), ...effectsIn(finding), ...(token === undefined ? {} : { token }) };
    },
    close: program.close,
  };
};

/** Loads a script of a database, or of a social connection, of a tenant's files. */
export const loadScript: typeof Api.loadScript = async (tenantFolder, name, options = {}) => {
  const subject = name.includes('/') ? { database: name } : { social: name };
  const program = await loadProgram(tenantFolder, subject, options.env, around(options.cwd));
  return {
    name,
    run: async (args = [], given = {}) => {
      const { finding } = await succeeded(program, { arguments: args, ...asBody(given) });
      const { error, values = [], times = 0 } = finding.happened.result ?? {};
      const [first] = values;
      const result = values.length > 1 ? values : first;
      return {
        ...happenedIn(finding),
        ...(result === undefined ? {} : { result }),
        ...(error === undefined ? {} : { error }),
        called: times,
      };
    },
    close: program.close,
  };
};

/** A test has the environment of its process. */
function around(cwd = process.cwd()): Surroundings {
  return { cwd, env: process.env, signal: new AbortController().signal, clock: realClock };
}

/** Runs a program; what its code throws is thrown here. */
async function succeeded(program: LoadedProgram, given: Body): ReturnType<LoadedProgram['run']> {
  const run = await program.run(given);
  const { failure } = run.finding.happened;
  if (failure === undefined) return run;
  const error = new Error(failure.message);
  error.name = failure.name;
  const place = run.finding.placeOf(failure);
  error.stack = `${failure.name}: ${failure.message}${place === undefined ? '' : `\n    at ${place}`}`;
  throw error;
}

function happenedIn({ happened }: Finding): Api.Happened {
  return {
    logs: happened.console.map(({ text }) => text.replace(/\n$/, '')),
    requests: happened.requests.map(({ method, url, body, isAnswered }) => ({ method, url, body, isAnswered })),
    duration: happened.milliseconds,
  };
}

function effectsIn({ effects, happened, scopes, placeOf }: Finding): Omit<Api.ActionRun, keyof Api.Happened | 'token'> {
  const of = (key: EffectKey): Json | undefined => effects.of[key]?.value;
  const some = <Key extends EffectKey>(key: Key): { [Name in Key]?: Body } | object => {
    const value = of(key);
    return isBody(value) ? { [key]: value } : {};
  };
  const scope = of('scope');
  return {
    claims: bodyOf(of('claims')),
    idTokenClaims: bodyOf(of('idTokenClaims')),
    scope: Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : [...scopes],
    ...some('denied'),
    ...some('redirect'),
    ...some('mfa'),
    userMetadata: bodyOf(of('userMetadata')),
    appMetadata: bodyOf(of('appMetadata')),
    ...some('notification'),
    saml: bodyOf(of('saml')),
    cache: bodyOf(of('cache')),
    calls: happened.calls.map((call): Api.Call => {
      const place = placeOf(call);
      return {
        method: call.method,
        arguments: call.arguments,
        ...(place === undefined ? {} : { place }),
        ...(call.dropped === undefined ? {} : { dropped: call.dropped }),
      };
    }),
  };
}

/** What a run was given, as JSON says it: what is not there has no field. */
function asBody(given: object): Body {
  const value: unknown = JSON.parse(JSON.stringify(given));
  return isJsonBody(value) ? value : {};
}

function isJsonBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyOf(value: Json | undefined): Body {
  return isBody(value) ? value : {};
}
