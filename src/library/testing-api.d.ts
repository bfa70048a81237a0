/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/** A JSON object. */
export interface JsonObject {
  [field: string]: Json;
}

/** Which of the tenant's files are meant. */
export interface LoadOptions {
  /** The environment whose keywords the code has; it may be left out when there is only one. */
  env?: string;
  /** The folder that relative paths start from, by default that of the process. */
  cwd?: string;
}

/** An answer to a request of the code. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json?: Json;
  body?: string;
  /** Such as `30s`; a number alone is seconds. */
  delay?: string | number;
  /** The request fails as if there were no network. */
  fails?: true;
}

/** What one execution is given beside its event. */
export interface RunOptions {
  /** Values of secrets, or of the `configuration` of a database; others come from the keywords of the environment. */
  secrets?: Record<string, string>;
  /** Answers by method and URL, such as `POST https://risk.example/score`; all other requests are refused. */
  http?: Record<string, Answer>;
}

/** The same for an action. */
export interface ActionOptions extends RunOptions {
  /** The handler to run, by default the one that begins with `onExecute`. */
  handler?: string;
  /** What is in `api.cache` before. */
  cache?: Record<string, string>;
  /** What methods of `api` answer that ask a tenant, such as `groups.hasGroupMembership`. */
  answers?: JsonObject;
}

/** A call of a method of `api`. */
export interface Call {
  /** Such as `accessToken.setCustomClaim`. */
  method: string;
  arguments: Json[];
  /** Where in the files it stands, as `file:line:column`. */
  place?: string;
  /** Why Auth0 does nothing for it, without an error. */
  dropped?: string;
}

/** A request that the code sent. */
export interface SentRequest {
  method: string;
  url: string;
  body: string;
  /** Whether an answer was declared for it. */
  isAnswered: boolean;
}

/** What any code did. */
export interface Happened {
  /** The lines that it wrote to the console. */
  logs: string[];
  requests: SentRequest[];
  /** How long it took, in milliseconds. */
  duration: number;
}

/** What an action did. */
export interface ActionRun extends Happened {
  /** Custom claims of the access token; those that Auth0 drops are not among them. */
  claims: JsonObject;
  idTokenClaims: JsonObject;
  /** The scopes that the access token has. */
  scope: string[];
  /** Why access is denied; absent when it is not. */
  denied?: { code?: string; reason?: string; userMessage?: string };
  redirect?: JsonObject;
  mfa?: JsonObject;
  userMetadata: JsonObject;
  appMetadata: JsonObject;
  notification?: JsonObject;
  saml: JsonObject;
  /** What was set in `api.cache`; `null` for what was deleted. */
  cache: JsonObject;
  /** All calls of `api` in their order. */
  calls: Call[];
  /** The claims of the access token that comes of it, without times and ids; absent when access is denied. */
  token?: JsonObject;
}

/** What a script of a database or of a social connection did. */
export interface ScriptRun extends Happened {
  /** What it gave to its callback. */
  result?: Json;
  /** The error that it gave to its callback. */
  error?: { name: string; message: string; code?: string };
  /** How often it called its callback. */
  called: number;
}

/** An action in a process of its own, which keeps the state of its modules from one run to the next, as Auth0 does. */
export interface Action {
  readonly name: string;
  readonly trigger: string;
  /**
   * Runs it with an event that is laid over a full sample of the trigger's; `client`, `organization` and `connection` may be names of the
   * files, `audience` an API of them. Rejects with what the code throws, and with what is wrong in what it was given.
   */
  run(event?: JsonObject, options?: ActionOptions): Promise<ActionRun>;
  /** Ends its process. One that is not closed ends with this process. */
  close(): Promise<void>;
}

/** A script in a process of its own. */
export interface Script {
  readonly name: string;
  /** Runs it with these arguments, without the callback. Rejects with what the code throws. */
  run(args?: Json[], options?: RunOptions): Promise<ScriptRun>;
  /** Ends its process. One that is not closed ends with this process. */
  close(): Promise<void>;
}

/** Loads an action as the files of a tenant declare it: its code with the keywords of the environment, its modules and secrets. */
export declare function loadAction(tenantFolder: string, name: string, options?: LoadOptions): Promise<Action>;

/** Loads a script of a database by `CONNECTION/SCRIPT`, such as `customers/login`, or of a social connection by its name. */
export declare function loadScript(tenantFolder: string, name: string, options?: LoadOptions): Promise<Script>;
