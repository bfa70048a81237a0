// What Auth0 runs of a tenant's own code, and what comes of it. Nothing here knows of files, of test files or of the catalog.

/** A value that goes to and from the process in which custom code runs. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** A file of custom code, as it is resolved for one environment. */
export interface Code {
  /** What stack traces name it by, relative to the folder that the user is in. */
  path: string;
  text: string;
  /** A folder whose `node_modules` are its dependencies, when it has any. */
  dependencies?: string;
  /** The packages that are declared as its dependencies; by default all in the folder. */
  packages?: readonly string[];
  /** The modules that it may `require('actions:NAME')`. */
  modules?: Readonly<Record<string, { text: string; secrets: Readonly<Record<string, string>> }>>;
}

/** What custom code is run as. */
export type Program =
  | {
      type: 'action';
      trigger: string;
      /** By default the one that Auth0 gives new actions. */ version?: string;
      code: Code;
    }
  /** A script of a custom database (`login`, `get_user`, …), or `fetchUserProfile` of a social connection. */
  | { type: 'script'; script: string; code: Code };

/** An answer for a request that custom code sends; without one the request is refused. */
export interface Answer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  json?: Value;
  body?: string;
  /** Milliseconds until it comes. */
  delay?: number;
  /** The request fails as if there were no network. */
  fails?: true;
}

/** One execution of a program. */
export interface Execution {
  /** By default the first handler of the trigger: `onExecute…`. */
  handler?: string;
  /** The event of an action; `secrets` and `configuration` are put in. */
  event?: { [key: string]: Value };
  /** The arguments of a script without its callback. */
  arguments?: Value[];
  secrets: Readonly<Record<string, string>>;
  /** `configuration` of a database script. */
  configuration?: Readonly<Record<string, string>>;
  /** By method and URL, such as `POST https://risk.example/score`; a `*` at the end stands for whatever follows. */
  http: Readonly<Record<string, Answer>>;
  /** The most milliseconds that it may take, by default Auth0's 20,000. */
  limit?: number;
  /** What is in the cache before; by default what the execution before left. */
  cache?: Cache;
  /** What methods of `api` answer that read a tenant, such as `groups.hasGroupMembership`; by default nobody is in anything. */
  answers?: Readonly<Record<string, Value>>;
  /** The scopes that the client has a grant for: Auth0 drops others that an action adds; by default it is not known. */
  grantedScopes?: readonly string[];
}

/** The entries of `api.cache`, with their ends in milliseconds since the epoch. */
export type Cache = Readonly<Record<string, { value: string; expires_at: number }>>;

/**
 * What kept an execution from its end: the code threw (`error`), called `api` wrongly (`usage`), exports no such handler (`signature`), did
 * what the runtime does not let code do (`refused`), took too long (`timeout`) or too much (`memory`), or brought its process down (`ended`).
 */
export type FailureType = 'error' | 'usage' | 'signature' | 'refused' | 'timeout' | 'memory' | 'ended';

/** A failure, with where in the code it was, when that can be told. */
export interface Failure {
  type: FailureType;
  name: string;
  message: string;
  stack?: string;
  line?: number;
  column?: number;
}

/** A call of an `api` method, with where in the code it stands. */
export interface Call {
  /** Such as `accessToken.setCustomClaim`. */
  method: string;
  arguments: Value[];
  line?: number;
  column?: number;
  /** What Auth0 does with it without an error: drops it, because of the reason. */
  dropped?: string;
}

/** What an execution did. */
export interface Happened {
  calls: Call[];
  console: { level: string; text: string }[];
  requests: { method: string; url: string; body: string; isAnswered: boolean; line?: number; column?: number }[];
  failure?: Failure;
  /** What a script gave to its callback, and how often that was called. */
  result?: { error?: { name: string; message: string; code?: string }; values: Value[]; times: number };
  cache: Cache;
  milliseconds: number;
}

/** What of a function was run, in the form in which V8 reports it. */
export interface FunctionCoverage {
  functionName: string;
  isBlockCoverage: true;
  ranges: { startOffset: number; endOffset: number; count: number }[];
}

/** A program in a process of its own, which keeps its module state from execution to execution, as Auth0 does. */
export interface Runner extends AsyncDisposable {
  execute: (execution: Execution) => Promise<Happened>;
  /** What of the code was run so far, when it is counted, as V8 reports it. */
  coverage: () => Promise<{ path: string; functions: FunctionCoverage[] }[]>;
}
