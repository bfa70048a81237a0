/** What an emulator is started with. */
export interface EmulatorOptions {
  /** A folder, or the name of one under `tenants/`; with `env` alone it may be left out when there is only one. */
  tenant?: string;
  /** The environment whose files the emulated tenant gets; by default `local`, or the only one there is. */
  env?: string;
  /** The folder that relative paths start from, by default the working directory of the process. */
  cwd?: string;
  /** What the process environment is for the command line: values of keywords and secrets. None by default. */
  variables?: Record<string, string | undefined>;
  /** Whether the files are applied; by default they are. Without them the tenant is a fresh one, with the domain of the environment. */
  apply?: boolean;
  /** The port to listen on, by default a free one. */
  port?: number;
  /** The address to listen on, by default 127.0.0.1. */
  host?: string;
  /** Whether it is served over https, with a certificate for this machine that is kept in `.tenantry/emulator/`. */
  tls?: boolean;
  /** The issuer that tokens name, by default the URL that a client spoke to. */
  issuer?: string;
  /** Users that can sign in, beside those of `tests/users.yaml`, in the same form. */
  users?: EmulatedUser[];
}

/** Somebody who can sign in, as in `tests/users.yaml`. */
export interface EmulatedUser {
  email: string;
  user_id?: string;
  /** Kept with the user; nothing asks for it. */
  password?: string;
  /** The name of a connection, by default the first database. */
  connection?: string;
  username?: string;
  /** By default true. */
  email_verified?: boolean;
  phone_number?: string;
  phone_verified?: boolean;
  name?: string;
  given_name?: string;
  family_name?: string;
  nickname?: string;
  picture?: string;
  blocked?: boolean;
  user_metadata?: Record<string, unknown>;
  app_metadata?: Record<string, unknown>;
  /** Names of roles. */
  roles?: string[];
  /** By the identifier or the name of an API; scopes in a list or between blanks. */
  permissions?: { api: string; scope: string | string[] }[];
  /** Organizations by their names, with the names of the roles that the user has there. */
  organizations?: Record<string, string[]>;
}

/** How a client proves who it is. */
export interface ClientCredentials {
  clientId: string;
  /** Absent for a client that has none, or proves itself with a key. */
  clientSecret?: string;
}

/** Where an emulator is served, as data. */
export interface ServedEmulator extends Required<ClientCredentials> {
  url: string;
  /** The host and port of the URL: what Auth0's SDKs are given as the domain. */
  domain: string;
  /** What tokens name as their issuer, with a slash at its end. */
  issuer: string;
  /** The clients that the files declare, by their names. `clientId` and `clientSecret` beside it are those of the Management API's client. */
  clients: Record<string, ClientCredentials>;
  /** With `tls`: the authority to trust, as PEM, and its file for `NODE_EXTRA_CA_CERTS`. */
  ca?: string;
  caPath?: string;
}

/** What a token is asked for. */
export interface TokenRequest {
  /** The identifier or the name of an API. */
  audience: string;
  /** By default all that the grant gives. */
  scope?: string | string[];
  /** The id or the name of an organization. */
  organization?: string;
}

/** One request that was served. */
export interface ServedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 when it had no answer. */
  readonly status: number;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** A token with one thing wrong with it, for each thing that an API has to look at. */
export interface BrokenTokens {
  readonly expired: string;
  readonly notYet: string;
  readonly wrongIssuer: string;
  readonly wrongAudience: string;
  /** Signed with a key that is not the one that it names. */
  readonly wrongKey: string;
  readonly algNone: string;
  /** With one scope more behind the same signature. */
  readonly tampered: string;
  /** A token that is for something else than access, by its `typ`. */
  readonly wrongTyp: string;
}

/** An emulated tenant that is served in this process. */
export interface Emulator extends Readonly<ServedEmulator> {
  /** What was served last, in order: the last 10,000. */
  readonly requests: readonly ServedRequest[];
  /** A token of a client, by its name or id, as the token endpoint gives it; the client need not prove who it is. */
  token(client: string, request: TokenRequest): Promise<string>;
  /** The same token with one thing wrong with it each. */
  brokenTokens(token: string): BrokenTokens;
  /** Moves the clock of the tenant on, by a duration such as `2h`, or by so many seconds. */
  advance(time: string | number): void;
  /** Has the next key sign, which was published before; tokens of the one before still hold. */
  rotateKeys(): Promise<void>;
  /** Makes the tenant what it was at the start: its contents, clock, log and counts. Its keys stay. */
  reset(): Promise<void>;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Serves an emulated tenant in this process, by default with what the files of an environment say. */
export declare function startEmulator(options?: EmulatorOptions): Promise<Emulator>;
