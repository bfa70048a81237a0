import type { RunWaves } from '../apply/tasks.ts';
import { realClock } from '../auth0/clock.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { firstOf, isStop } from '../model/failure.ts';
import { parseJson } from '../model/json.ts';
import type { OnRead } from '../read/watch.ts';
import { diagnosticsData } from '../report/diagnostics.ts';
import { maskedJson } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Surroundings } from '../session/surroundings.ts';
import type { Where } from '../session/workspace.ts';
import type * as Api from './index-api.d.ts';
import { messages } from './messages.ts';
import { TenantryError } from './tenantry-error.ts';
import type * as Output from './output-api.d.ts';

/** One call of the library. */
export interface Call {
  surroundings: Surroundings;
  mask: Mask;
  /** Adds a mask to those that everything goes through from now on. */
  hide: (mask: Mask) => void;
  tell: (event: Api.TenantryEvent) => void;
}

/** Options of any call. */
type Options = Api.CallOptions & Api.ValidateOptions;

/** What every call may be given that has files, and what more it may be given that asks a tenant. */
const optionsOfFiles = ['cwd', 'tenant', 'variables', 'keywords', 'strict', 'allowedPaths', 'environment'];
const optionsOfCalls = [...optionsOfFiles, 'signal', 'onEvent', 'concurrency', 'requestTimeout'];

/** The options that each call takes. */
export const known = {
  validate: optionsOfFiles,
  plan: [...optionsOfCalls, 'only', 'allowDeletes', 'sendSecrets', 'out'],
  drift: [...optionsOfCalls, 'only', 'who'],
  apply: [
    ...optionsOfCalls.filter((name) => name !== 'environment'),
    'exact',
    'allowDeletes',
    'sendSecrets',
    'stopOnError',
    'timeout',
  ],
  readPlan: ['cwd'],
  targets: [...optionsOfFiles, 'rings', 'changedSince', 'batch'],
  startEmulator: ['tenant', 'env', 'cwd', 'variables', 'apply', 'port', 'host', 'tls', 'issuer', 'users'],
};

/** Carries out a call: whatever ends it is thrown as a `TenantryError`, and what the listener throws is thrown behind it. */
export async function called<Result>(
  options: Options,
  names: readonly string[],
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const masks: Mask[] = [];
  const mask: Mask = (text) => masks.reduce((masked, next) => next(masked), text);
  const thrown: unknown[] = [];
  try {
    checkOptions(options, names);
    const { cwd = process.cwd(), variables = {}, signal, onEvent } = options;
    const result = await work({
      // Who calls again and again may have one signal for all: what listens to it here ends with the call.
      surroundings: {
        cwd,
        env: variables,
        signal: AbortSignal.any(signal === undefined ? [] : [signal]),
        clock: realClock,
      },
      mask,
      hide: (more) => void masks.push(more),
      tell: (event) => {
        try {
          onEvent?.(event);
        } catch (error) {
          thrown.push(error);
        }
      },
    });
    if (thrown.length > 0) throw thrown[0];
    return result;
  } catch (error) {
    throw thrown.includes(error) ? error : asTenantryError(firstOf(error), mask);
  }
}

/** Refuses what is no option: a program that misspells one would be told nothing. Throws a `UsageError`. */
function checkOptions(options: unknown, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw messages.optionsMissing();
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw messages.optionUnknown(unknown, names);
}

/** What ends a call, in the form of other programs. */
export function asTenantryError(error: unknown, mask: Mask): TenantryError {
  if (error instanceof TenantryError) return error;
  if (!isStop(error)) {
    const found = new TenantryError('defect', mask(error instanceof Error ? error.message : String(error)));
    if (error instanceof Error && error.stack !== undefined) found.stack = mask(error.stack);
    return found;
  }
  const { code, message, hint } = error;
  const status = 'status' in error ? error.status : undefined;
  return new TenantryError(code, mask(message), { hint: hint === undefined ? undefined : mask(hint), status });
}

/** Which files are meant by the options of a call. */
export function whereOf({ tenant, keywords = {}, strict = false, allowedPaths = [] }: Options): Omit<Where, 'secrets'> {
  return {
    tenant,
    set: Object.entries(keywords).map(([name, value]) => `${name}=${value}`),
    strict,
    allowPath: allowedPaths,
  };
}

/** What is published, by its name. */
interface Published {
  validate: Output.ValidateOutput;
  plan: Output.PlanOutput;
  apply: Output.ApplyOutput;
  check: Output.CheckOutput;
  refusal: Output.RefusalOutput;
  disagreement: Output.DisagreementOutput;
  targets: Output.TargetsOutput;
  authors: Required<Pick<Api.Drifted, 'changedBy'>>;
}

/** The data of a report as it is published: masked. That it has its type, the tests of the schemas say. */
export function published<Name extends keyof Published>(
  name: Name,
  data: object,
  { mask }: Pick<Call, 'mask'>,
): Published[Name] {
  const value: unknown = parseJson(maskedJson(data, mask));
  if (!isPublished(name, value)) throw new Error(`the output of ${name} is no object`);
  return value;
}

function isPublished<Name extends keyof Published>(_name: Name, value: unknown): value is Published[Name] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Diagnostics as they are published. */
export function diagnosticsOf(diagnostics: readonly Diagnostic[], call: Pick<Call, 'mask'>): Output.Diagnostic[] {
  return published('refusal', { diagnostics: diagnosticsData(diagnostics) }, call).diagnostics;
}

/** Tells what is read, type by type. */
export function readingTo({ tell }: Call): OnRead {
  const counts = new Map<string, { expected: number; read: number }>();
  return (resource, told) => {
    const { expected, read } = counts.get(resource) ?? { expected: 0, read: 0 };
    const next = 'read' in told ? { expected, read: read + told.read } : { expected: expected + told.expected, read };
    counts.set(resource, next);
    tell({ type: 'reading', resource, ...next });
  };
}

/** Runs waves, and tells how they get on. */
export function wavesTo({ tell, mask }: Call): RunWaves {
  return async (waves) => {
    for (const [index, { jobs }] of waves.entries()) {
      tell({ type: 'wave', number: index + 1, of: waves.length, steps: jobs.length });
      await Promise.all(
        jobs.map(async ({ step, run }) => {
          const of = { address: mask(step.address), do: step.do };
          const { status, reason } = await run(() => tell({ type: 'step', ...of }));
          tell({ type: 'outcome', ...of, status, ...(reason === undefined ? {} : { reason: mask(reason) }) });
        }),
      );
    }
  };
}
