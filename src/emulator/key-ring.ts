import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { textOf, type Body } from './body.ts';
import { isSigned, signJwt, type Jwt } from './jwt.ts';
import { signingKey } from './signing-key.ts';

/** The algorithms of tokens that are signed with an RSA key. */
const ALGORITHMS = ['RS256', 'RS512', 'PS256'];

/** A key that signs, or has signed, or is going to. */
interface Key {
  readonly name: string;
  readonly signing: KeyObject;
  readonly verifying: KeyObject;
  /** What the key set has of it, but for the algorithm. */
  readonly parts: Body;
}

/** The keys of an emulator: the one that signs, those before it, whose tokens still hold, and the next one. */
export interface KeyRing {
  /** Signs claims with the key that is current. */
  readonly sign: (alg: string, typ: string, claims: Body) => string;
  /** Whether one of the keys has signed a token. */
  readonly isOwn: (jwt: Jwt) => boolean;
  /** The key set at `/.well-known/jwks.json`, with the next key. */
  readonly published: () => Promise<Body>;
  /** Makes the next key, which takes about 100 ms: whoever reads the key set, or uses another key than the current one, needs it. */
  readonly prepare: () => Promise<void>;
  /** Has the next key sign. */
  readonly rotate: () => Promise<void>;
  /** A key that is not current, once there is one: what it signs by the name of the current one does not hold. */
  readonly other: () => KeyObject | undefined;
}

/** The name of a key in tokens and in the key set: one per algorithm, as a published key is for one alone. */
const kidOf = ({ name }: Key, alg: string): string => `${name}-${alg.toLowerCase()}`;

/** Starts with the key that every emulator has. */
export function keyRing(): KeyRing {
  const keys: Key[] = [keyOf(1, signingKey)];
  let current = 0;
  let made: Promise<void> | undefined;
  let rotated: Promise<void> = Promise.resolve();
  const make = async (): Promise<void> => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    keys.push(keyOf(keys.length + 1, privateKey));
  };
  const prepare = (): Promise<void> => {
    if (keys.length > current + 1) return Promise.resolve();
    made ??= make().finally(() => {
      made = undefined;
    });
    return made;
  };
  const now = (): Key => keys[current] ?? keyOf(1, signingKey);
  return {
    sign: (alg, typ, claims) => signJwt({ alg, typ, kid: kidOf(now(), alg) }, claims, now().signing),
    isOwn: (jwt) => {
      const alg = textOf(jwt.header['alg']);
      const key = keys.find((one) => kidOf(one, alg) === jwt.header['kid']);
      return key !== undefined && isSigned(jwt, key.verifying);
    },
    published: async () => {
      await prepare();
      return { keys: keys.flatMap((key) => ALGORITHMS.map((alg) => ({ ...key.parts, alg, kid: kidOf(key, alg) }))) };
    },
    prepare,
    rotate: () => {
      // One after the other: each needs a key of its own.
      rotated = rotated.then(prepare).then(() => {
        current += 1;
      });
      return rotated;
    },
    other: () => keys.find((_key, place) => place !== current)?.signing,
  };
}

function keyOf(number: number, signing: KeyObject): Key {
  const verifying = createPublicKey(signing);
  const { n = '', e = '' } = verifying.export({ format: 'jwk' });
  // Every emulator makes its own next keys: by the same name an API would take them for those that it has of another one.
  const name = number === 1 ? 'emulator-signing-key' : `emulator-signing-key-${number}-${n.slice(0, 8)}`;
  return { name, signing, verifying, parts: { kty: 'RSA', use: 'sig', n, e } };
}
