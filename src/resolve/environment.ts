import type { Environment, PlacedSelector } from '../model/config.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';

/** An environment from its file and the tenant's defaults; what neither says has the careful value. */
export function environmentOf(name: string, file: Node | undefined, defaults: Node | undefined): Environment {
  const settings: Body = { ...bodyOf(defaults), ...bodyOf(file) };
  const policy: Body = { ...objectOf(bodyOf(defaults)['policy']), ...objectOf(bodyOf(file)['policy']) };
  const { domain, rate_share, exclude, include, ignore } = settings;
  return {
    name,
    domain: typeof domain === 'string' ? domain : '',
    rateShare: typeof rate_share === 'number' ? rate_share : 0.8,
    policy: {
      delete: policy['delete'] === true || (Array.isArray(policy['delete']) ? textsOf(policy['delete']) : false),
      protect: textsOf(policy['protect']),
      maxDeletes: typeof policy['max_deletes'] === 'number' ? policy['max_deletes'] : undefined,
      exclude: textsOf(exclude),
      include: textsOf(include),
      ignore: Object.fromEntries(Object.entries(objectOf(ignore)).map(([type, paths]) => [type, textsOf(paths)])),
    },
    selectors: [
      ...placed('exclude', fieldOf(file, 'exclude') ?? fieldOf(defaults, 'exclude')),
      ...placed('include', fieldOf(file, 'include') ?? fieldOf(defaults, 'include')),
      ...placed('protect', protectOf(file) ?? protectOf(defaults)),
    ],
  };
}

function protectOf(file: Node | undefined): Node | undefined {
  return fieldOf(fieldOf(file, 'policy'), 'protect');
}

function placed(setting: PlacedSelector['setting'], node: Node | undefined): PlacedSelector[] {
  const items = node?.type === 'list' ? node.items : [];
  return items.flatMap((item) =>
    item.type === 'scalar' && typeof item.value === 'string'
      ? [{ setting, text: item.value, origin: item.origin }]
      : [],
  );
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
