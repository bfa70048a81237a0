import { Failure, UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is said of tokens that are asked for by name, and of the file that tells applications of an emulator. */
export const tokenMessages = {
  tokenRefused: (code: string, description: string, status: number): Failure =>
    new Failure('token-refused', `no token was given: ${code}: ${description}`, { status }),
  nameUnknown: (noun: string, name: string, known: readonly string[]): UsageError => {
    const count = known.filter((one) => one === name).length;
    const code = `${noun.toLowerCase()}-unknown`;
    if (count > 1) return new UsageError(code, `${count} of the tenant are the ${noun} ${name}`, 'give its id');
    const there = known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`;
    return new UsageError(code, `the tenant has no ${noun} ${name}`, didYouMean(name, [...known]) ?? there);
  },
  envFileForeign: (path: string): UsageError =>
    new UsageError(
      'env-file-foreign',
      `${path} is there, and no env file that tenantry wrote`,
      'name another file, or delete this one',
    ),
  envFileFailed: (path: string, why: string): UsageError =>
    new UsageError('env-file', `${path} cannot be written: ${why}`, 'name a file in a folder that is there'),
  nothingEmulated: (tenant: string, environment: string): UsageError =>
    new UsageError(
      'nothing-emulated',
      `nothing was applied to the emulator of ${tenant}/${environment} yet`,
      `run tenantry apply ${tenant} --env ${environment}, or tenantry emulate ${tenant} --env ${environment} --apply`,
    ),
  clientNotThere: (name: string): UsageError =>
    new UsageError('client-missing', `the tenant does not have the client ${name} yet`, 'tenantry apply makes it'),
  clientUnproven: (name: string, says: string, hint: string | undefined): UsageError =>
    new UsageError('client-unproven', `no token for ${name}: ${says.replace(/^not tried: /, '')}`, hint),
  audienceMissing: (): UsageError =>
    new UsageError('audience-missing', 'the API is not named', 'say which with --audience, by its name or identifier'),
};
