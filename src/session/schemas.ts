import { readFileSync } from 'node:fs';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import { compile } from '../validate/compile.ts';
import { isFileSchema } from '../validate/schema.ts';
import type { CompileSchema } from '../validate/schema.ts';

const compiled = new Map<string, ReturnType<CompileSchema>>();

/** Compiles schemas from the folder `schemas`, each once. The build puts compiled schemas in the place of this module. */
export function schemaCompiler(): CompileSchema {
  return (name) => {
    const found = compiled.get(name) ?? compile(readSchema(name));
    compiled.set(name, found);
    return found;
  };
}

function readSchema(name: string): Json {
  const folder = isFileSchema(name) ? '' : 'resources/';
  const url = new URL(`../../schemas/${folder}${name}.schema.json`, import.meta.url);
  return parseJson(readFileSync(url, 'utf8')) ?? {};
}
