const HEX = '0123456789abcdef';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64URL = `${BASE62}-_`;

/** How Auth0 writes the handles and secrets it makes: prefix, alphabet, length. */
const FORMS = {
  action: 'uuid',
  actionVersion: 'uuid',
  binding: 'uuid',
  client: ['', BASE62, 32],
  clientGrant: ['cgr_', BASE62, 16],
  connectionProfile: ['cop_', BASE62, 16],
  connection: ['con_', BASE62, 16],
  credential: ['cred_', BASE62, 22],
  customDomain: ['cd_', BASE62, 16],
  discoveryDomain: ['ord_', BASE62, 22],
  eventStream: ['est_', BASE62, 22],
  flow: ['af_', BASE62, 22],
  form: ['ap_', BASE62, 22],
  hash: ['', HEX, 64],
  keyId: ['', BASE64URL, 43],
  logStream: ['lst_', '0123456789', 16],
  module: 'uuid',
  networkAcl: ['acl_', BASE62, 22],
  networkAclKey: ['key_', BASE62, 22],
  organization: ['org_', BASE62, 16],
  rateLimitPolicy: ['rlp_', BASE62, 22],
  phoneProvider: ['pro_', BASE62, 22],
  phoneTemplate: ['tem_', BASE62, 22],
  resourceServer: ['', HEX, 24],
  role: ['rol_', BASE62, 16],
  secret: ['', BASE64URL, 64],
  selfServiceProfile: ['ssp_', BASE62, 22],
  theme: ['', HEX, 24],
  tokenExchangeProfile: ['tep_', BASE62, 16],
  userAttributeProfile: ['uap_', BASE62, 16],
  vaultConnection: ['ac_', BASE62, 22],
  verification: ['', HEX, 32],
} as const;

/** A kind of handle or secret. */
export type IdKind = keyof typeof FORMS;

/** Writes 64 bytes of a digest in the form of one kind. */
export function writeId(kind: IdKind, digest: Uint8Array): string {
  const form = FORMS[kind];
  if (form !== 'uuid') {
    const [prefix, alphabet, length] = form;
    return prefix + Array.from(digest.slice(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
  }
  const hex = Buffer.from(digest).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `a${hex.slice(15, 18)}`, hex.slice(18, 30)].join(
    '-',
  );
}
