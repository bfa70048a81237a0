import { Failure } from '../../model/failure.ts';

/** What goes wrong when the provider of a factor is looked up. */
export const messages = {
  noFactorProvider: (name: string, provider: string, known: string[]): Failure =>
    new Failure('factor-provider-unknown', `the factor ${name} has no provider ${provider}`, {
      hint: `factors and providers: ${known.join(', ')}`,
    }),
};
