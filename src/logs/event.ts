import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { trialAgent } from '../model/log.ts';
import type { LogClass, LogEvent, LoggedWrite } from '../model/log.ts';
import { codes } from './codes.ts';

/** An event as the API gives it. Bodies of requests and answers may hold secrets: only the names of their fields are taken. */
export function eventOf(body: Body): LogEvent {
  const code = textAt(body, 'type');
  const [level, title] = codes[code] ?? [classOf(code), code];
  const write = code === 'sapi' ? writeOf(body) : undefined;
  const action = actionOf(body);
  const known = {
    client: textAt(body, 'client_name') || textAt(body, 'client_id'),
    clientId: textAt(body, 'client_id'),
    user: textAt(body, 'user_name') || textAt(body, 'user_id'),
    audience: textAt(body, 'audience'),
    scope: textAt(body, 'scope'),
    organization: textAt(body, 'organization_name') || textAt(body, 'organization_id'),
    description: textAt(body, 'description'),
  };
  return {
    id: textAt(body, 'log_id') || textAt(body, '_id'),
    at: textAt(body, 'date'),
    code,
    class: level,
    title,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== '')),
    ...(write === undefined ? {} : { write }),
    ...(level === 'error' && isTrial(body) ? { isTrial: true } : {}),
    ...(action === undefined ? {} : { action }),
  };
}

/** Whether somebody asked who tries tokens: not all tenants keep both names. */
function isTrial(body: Body): boolean {
  return textAt(body, 'auth0_client', 'name') === trialAgent || textAt(body, 'user_agent').startsWith(trialAgent);
}

/** The class of a type of events that is newer than the table: failures begin with f, successes with s. */
function classOf(code: string): LogClass {
  if (code.startsWith('f') || code.endsWith('_failed')) return 'error';
  return code.startsWith('s') || code.endsWith('_succeeded') ? 'success' : 'warning';
}

function writeOf(body: Body): LoggedWrite {
  const request = valueAt(body, 'details', 'request');
  const channel = textAt(request, 'channel').includes('manage.') ? 'dashboard' : 'API';
  const user = valueAt(request, 'auth', 'user');
  const person = textAt(user, 'email') || textAt(user, 'name') || textAt(user, 'user_id') || textAt(body, 'user_name');
  const client = textAt(body, 'client_name') || textAt(body, 'client_id');
  const agent = textAt(body, 'auth0_client', 'name') || textAt(request, 'userAgent') || textAt(body, 'user_agent');
  const fields = valueAt(request, 'body');
  return {
    method: textAt(request, 'method').toUpperCase(),
    path: textAt(request, 'path')
      .replace(/[?#].*$/s, '')
      .replace(/^\/api\/v2(?=\/)/, ''),
    fields: isBody(fields) ? Object.keys(fields).sort() : [],
    channel,
    by: person || textAt(body, 'user_id') || client,
    ...(agent === '' ? {} : { tool: agent }),
  };
}

function actionOf(body: Body): LogEvent['action'] {
  const details = valueAt(body, 'details');
  const name = textAt(details, 'action_name');
  if (name === '') return undefined;
  const said = textAt(details, 'action_error', 'message') || textAt(details, 'error_class');
  const errorName = textAt(details, 'action_error', 'name');
  const [execution, version] = [textAt(details, 'execution_id'), textAt(details, 'version_id')];
  return {
    name,
    error: errorName === '' ? said : `${errorName}: ${said}`,
    ...(execution === '' ? {} : { execution }),
    ...(version === '' ? {} : { version }),
  };
}

function valueAt(value: Json | undefined, ...names: string[]): Json | undefined {
  return names.reduce<Json | undefined>((rest, name) => (isBody(rest) ? rest[name] : undefined), value);
}

function textAt(value: Json | undefined, ...names: string[]): string {
  const found = valueAt(value, ...names);
  return typeof found === 'string' ? found : '';
}
