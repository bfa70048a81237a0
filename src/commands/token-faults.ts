/** What may be wrong with a token: the option that asks for it, the name that the emulator has for it, and what it is. */
export const tokenFaults = [
  { flag: '--expired', key: 'expired', what: 'a token that has expired' },
  { flag: '--not-yet', key: 'notYet', what: 'a token that does not hold yet' },
  { flag: '--wrong-issuer', key: 'wrongIssuer', what: 'a token of another issuer' },
  { flag: '--wrong-audience', key: 'wrongAudience', what: 'a token for another API' },
  { flag: '--wrong-key', key: 'wrongKey', what: 'a token signed with another key than it names' },
  { flag: '--alg-none', key: 'algNone', what: 'a token without a signature' },
  { flag: '--tampered', key: 'tampered', what: 'a token with one scope more behind the same signature' },
  { flag: '--wrong-typ', key: 'wrongTyp', what: 'a token that is for something else than access' },
] as const;

/** What is wrong with a token. */
export type TokenFault = (typeof tokenFaults)[number]['key'];
