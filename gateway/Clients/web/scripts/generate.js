// Makes src/generated of the gateway's OpenAPI document.
//
//   node scripts/generate.js http://127.0.0.1:8000/openapi.json     writes the files (a file's name, or - for standard input, serves as well)
//   node scripts/generate.js --check FILE|URL|-                    writes { "stale": [names of files that are not what would be written] }
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const folder = new URL('../src/generated/', import.meta.url);
const methods = ['get', 'put', 'post', 'delete', 'patch'];
const mark = '// Generated of /openapi.json by scripts/generate.js. Not to be edited.\n';

async function load(where) {
  if (/^https?:/.test(where)) {
    const response = await fetch(where);
    if (!response.ok) throw new Error(`${where} answered ${response.status}`);
    return response.json();
  }
  return JSON.parse(await readFile(where === '-' ? '/dev/stdin' : where, 'utf8'));
}

// What only a development process offers is no part of the contract.
const published = document => ({ ...document, paths: Object.fromEntries(Object.entries(document.paths).filter(([path]) => !path.startsWith('/dev/'))) });

// What a call must know when it is made: whether it carries a key. The contract makes every rpc repeatable, by its nature or by that key.
function traits(document) {
  const rows = Object.entries(document.paths).flatMap(([path, item]) => methods.filter(method => item[method] && !item[method].operationId.startsWith('Gateway_')).map(method => {
    const parameters = (item[method].parameters ?? []).map(parameter => parameter.$ref ?? '');
    const key = parameters.some(reference => reference.endsWith('IdempotencyKey')) ? 'key' : 'plain';
    return `  '${method.toUpperCase()} ${path}': '${key}',\n`;
  }));
  return `${mark}
/** Rpcs by method and path: \`key\` for those that carry an idempotency key, \`plain\` for those that may be sent again without one. */
export const traits: Readonly<Record<string, 'key' | 'plain'>> = {
${rows.sort().join('')}};
`;
}

async function generate(document) {
  const types = astToString(await openapiTS(document, { alphabetize: true, silent: true }));
  return { 'api.ts': `${mark}\n${types}`, 'traits.ts': traits(document) };
}

const isCheck = process.argv[2] === '--check';
const files = await generate(published(await load(process.argv[isCheck ? 3 : 2])));
if (isCheck) {
  const stale = [];
  for (const [name, text] of Object.entries(files)) {
    if ((await readFile(new URL(name, folder), 'utf8').catch(() => '')) !== text) stale.push(name);
  }
  console.log(JSON.stringify({ stale }));
} else {
  for (const [name, text] of Object.entries(files)) await writeFile(new URL(name, folder), text);
}
