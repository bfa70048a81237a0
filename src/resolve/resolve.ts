import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Keywords } from '../model/keyword.ts';
import { messages } from './messages.ts';
import { toJson } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';
import { environmentOf } from './environment.ts';
import { withFiles } from './files.ts';
import type { Files } from './files.ts';
import { keywordsOf, hasKnownKeywords } from './keywords.ts';
import type { Sources } from './keywords.ts';
import { renderer } from './render.ts';
import { sectionsOf, sectionTable } from './sections.ts';

/** The files of a tenant, as far as one environment needs them. */
export interface Input {
  tenant: string;
  documents: { source: Source; root: Node | undefined }[];
  /** The environment's name and file; without one, markers stay as they are. */
  environment: { name: string; root: Node | undefined } | undefined;
  defaults: { root: Node | undefined } | undefined;
  files: Files;
}

/** What the files say for one environment: markers replaced, files read in, resources found. */
export function resolve(
  input: Input,
  sources: Sources,
  resourceTypes: ResourceTypes,
): { config: Config; diagnostics: Diagnostic[]; secrets: string[]; keywords: Keywords } {
  const { environment, defaults } = input;
  const { keywords, diagnostics } = keywordsOf([environment?.root, defaults?.root], sources);
  const render = renderer(keywords);
  const config: Config = {
    tenant: input.tenant,
    environment: environmentOf(environment?.name ?? '', environment?.root, defaults?.root),
    declared: [],
    sections: new Map(),
  };
  const types = new Map(resourceTypes.map((type) => [type.name, type]));
  const table = sectionTable(resourceTypes);
  for (const { root } of input.documents) {
    if (root === undefined) continue;
    const sections = sectionsOf(render.node(root), table);
    diagnostics.push(...sections.diagnostics);
    for (const [type, origin] of sections.managed) if (!config.sections.has(type)) config.sections.set(type, origin);
    for (const declared of sections.declared) {
      const type = types.get(declared.type);
      const node = type === undefined ? declared.node : withFiles(type, declared.node, input.files, render);
      config.declared.push({ ...declared, node, value: toJson(node) });
    }
  }
  const unused = [...keywords.values()].filter(({ name }) => !render.used.has(name));
  diagnostics.push(...render.diagnostics, ...unused.map(({ name, origin }) => messages.unusedKeyword(name, origin)));
  const secrets = [...keywords.values()].filter(({ isSecret, isKnown }) => isSecret && isKnown).map(({ text }) => text);
  // Without an environment, or with one whose keywords are not known, nothing is said about markers.
  const isKnown = hasKnownKeywords(environment?.root) && (defaults === undefined || hasKnownKeywords(defaults.root));
  const isAboutMarkers = ({ code }: Diagnostic): boolean => code === 'undefined-keyword' || code === 'unused-keyword';
  const kept = isKnown ? diagnostics : diagnostics.filter((one) => !isAboutMarkers(one));
  return { config, diagnostics: kept, secrets, keywords };
}
