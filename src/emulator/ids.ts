const HEX = '0123456789abcdef';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64URL = `${BASE62}-_`;

/** How Auth0 writes handles of one type: prefix, length and alphabet, or a UUID. */
export interface IdForm {
  /** What is counted: the same name and number give the same handle. */
  readonly name: string;
  readonly prefix?: string;
  readonly length?: number;
  readonly alphabet?: string;
}

/** A handle with a prefix; of letters and digits by default. */
export const idForm = (name: string, prefix: string, length: number, alphabet = BASE62): IdForm => ({
  name,
  prefix,
  length,
  alphabet,
});

/** A handle of 24 hexadecimal digits. */
export const hexadecimal = (name: string): IdForm => idForm(name, '', 24, HEX);

/** A handle that is a UUID. */
export const uuid = (name: string): IdForm => ({ name });

/** What is made for more than one area. */
const SHARED = {
  hash: idForm('hash', '', 64, HEX),
  keyId: idForm('keyId', '', 43, BASE64URL),
  secret: idForm('secret', '', 64, BASE64URL),
  verification: idForm('verification', '', 32, HEX),
} as const;

/** The name of a form that is not an area's own. */
export type SharedForm = keyof typeof SHARED;

/** The form itself. */
export const formOf = (form: IdForm | SharedForm): IdForm => (typeof form === 'string' ? SHARED[form] : form);

/** Whether a text is a handle of this form, with a prefix. */
export function hasForm(id: string, { prefix = '', length = 0, alphabet = BASE62 }: IdForm): boolean {
  const rest = id.slice(prefix.length);
  return id.startsWith(prefix) && rest.length === length && rest.split('').every((letter) => alphabet.includes(letter));
}

/** Writes 64 bytes of a digest in one form. */
export function writeId({ prefix = '', length, alphabet = BASE62 }: IdForm, digest: Uint8Array): string {
  if (length !== undefined) {
    return prefix + Array.from(digest.slice(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
  }
  const hex = Buffer.from(digest).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `a${hex.slice(15, 18)}`, hex.slice(18, 30)].join(
    '-',
  );
}
