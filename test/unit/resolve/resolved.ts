import { parse } from '../../../src/yaml/parse.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Json } from '../../../src/model/json.ts';
import { looseName, markerOf } from '../../../src/model/marker.ts';
import { fieldOf, sourceOf, toJson } from '../../../src/model/tree.ts';
import type { Node } from '../../../src/model/tree.ts';
import type { Sources } from '../../../src/resolve/keywords.ts';
import { resolve } from '../../../src/resolve/resolve.ts';
import { resourceTypes } from '../../../src/resources/index.ts';

/** What there is beside a tenant file. */
export interface Given {
  /** The content of the environment file. */
  environment?: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
  set?: Record<string, string>;
  /** Names that other environments define. */
  others?: string[];
}

/** What one environment makes of a tenant file. */
export function resolved(
  tenant: string,
  { environment = 'keywords: {}', files = {}, env = {}, set = {}, others = [] }: Given = {},
): { node: Node | undefined; body: Json | undefined; diagnostics: string[]; secrets: string[] } {
  const file = parse(sourceOf('environments/dev.yaml', environment)).root;
  const names = [...entries(file, 'keywords'), ...entries(file, 'secrets'), ...Object.keys(set), ...others];
  const keywordNames = new Set(names.map(looseName));
  const isMarker = markerOf(keywordNames);
  const sourceFile = sourceOf('tenant.yaml', tenant);
  const document = { source: sourceFile, root: parse(sourceFile, isMarker).root };
  const input = {
    tenant: 'test',
    documents: [document],
    environment: { name: 'dev', root: parse(sourceOf('environments/dev.yaml', environment), isMarker).root },
    defaults: undefined,
    keywordNames,
    files: {
      text: (path: string) => {
        const text = files[path.replace(/^\.\//, '')];
        return text === undefined ? undefined : sourceOf(path, text);
      },
      parsed: (source: Parameters<typeof parse>[0]) => parse(source, isMarker),
    },
  };
  const sources: Sources = { set, env, secrets: 'ignored', readSecret: () => undefined };
  const { config, diagnostics, secrets } = resolve(input, sources, resourceTypes);
  const [first] = config.declared;
  return { node: first?.node, body: first && toJson(first.node), diagnostics: diagnostics.map(textOf), secrets };
}

function entries(node: Node | undefined, field: string): string[] {
  const found = fieldOf(node, field);
  return found?.type === 'map' ? found.entries.map(({ key }) => key) : [];
}

function textOf({ code, message, origin, hint = '', related = [] }: Diagnostic): string {
  const places = [origin, ...related].flatMap((one) => (one === undefined ? [] : [formatPlace(placeOf(one))]));
  return `${code}: ${message} (${hint}) at ${places.join(', ')}`;
}
