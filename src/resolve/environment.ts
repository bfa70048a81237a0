import type { Environment } from '../model/config.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { toJson } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';

/** An environment from its file and the tenant's defaults; what neither says has the careful value. */
export function environmentOf(name: string, file: Node | undefined, defaults: Node | undefined): Environment {
  const settings: Body = { ...bodyOf(defaults), ...bodyOf(file) };
  const policy: Body = { ...objectOf(bodyOf(defaults)['policy']), ...objectOf(bodyOf(file)['policy']) };
  const { domain, rate_share, exclude, ignore } = settings;
  return {
    name,
    domain: typeof domain === 'string' ? domain : '',
    rateShare: typeof rate_share === 'number' ? rate_share : 0.8,
    policy: {
      delete: policy['delete'] === true || (Array.isArray(policy['delete']) ? textsOf(policy['delete']) : false),
      protect: textsOf(policy['protect']),
      maxDeletes: typeof policy['max_deletes'] === 'number' ? policy['max_deletes'] : undefined,
      exclude: textsOf(exclude),
      ignore: Object.fromEntries(Object.entries(objectOf(ignore)).map(([type, paths]) => [type, textsOf(paths)])),
    },
  };
}

function bodyOf(node: Node | undefined): Body {
  return node === undefined ? {} : objectOf(toJson(node));
}

function objectOf(value: Json | undefined): Body {
  return isBody(value) ? value : {};
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
