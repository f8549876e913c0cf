// Unknown fields of Kubernetes objects. The API server drops them in silence, and the validators of kubernetes-models let them pass; its
// type declarations name every field there is.
'use strict';
const fs = require('fs');
const path = require('path');

const files = new Map();

/** The interfaces of a declaration file, with the types of their fields, and where its other types come from. */
function declarations(file) {
  if (files.has(file)) return files.get(file);
  const text = fs.readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = { file, interfaces: new Map(), imports: new Map() };
  for (const [, names, from] of text.matchAll(/^import \{ ([^}]*) \} from "([^"]+)";/gm)) {
    for (const name of names.split(', ')) found.imports.set(name, from);
  }
  for (const [, name, body] of text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    const fields = new Map([...body.matchAll(/^    "([^"]+)"\??: ([^;]+(?:;\s*\})?)/gm)].map(([, field, type]) => [field, type.trim()]));
    found.interfaces.set(name, fields);
  }
  files.set(file, found);
  return found;
}

function resolve(type, home) {
  if (home.interfaces.has(type)) return { fields: home.interfaces.get(type), home };
  const from = home.imports.get(type);
  if (!from || !/^IIo/.test(type)) return undefined;
  const file = from.startsWith('.')
    ? path.resolve(path.dirname(home.file), `${from}.d.ts`)
    : path.join(path.dirname(require.resolve('@kubernetes-models/apimachinery/package.json')), `${from.replace('@kubernetes-models/apimachinery/', '')}.d.ts`);
  const target = declarations(file);
  const name = `I${path.basename(file, '.d.ts')}`;
  return target.interfaces.has(name) ? { fields: target.interfaces.get(name), home: target } : undefined;
}

function walk(value, type, home, where, report) {
  if (value === null || typeof value !== 'object') return;
  const element = /^Array<(.+)>$/s.exec(type);
  if (Array.isArray(value)) {
    if (element) value.forEach((each, index) => walk(each, element[1], home, `${where}[${index}]`, report));
    return;
  }
  const known = resolve(type, home);
  if (!known) return;
  for (const [field, child] of Object.entries(value)) {
    const at = where ? `${where}.${field}` : field;
    if (known.fields.has(field)) walk(child, known.fields.get(field), known.home, at, report);
    else report(at);
  }
}

/** Where an object has fields that its kind has not; folder: of the kind's group and version, such as apps/v1. */
function unknownFields(object, folder) {
  const root = path.dirname(require.resolve('kubernetes-models/package.json'));
  const unknown = [];
  walk(object, `I${object.kind}`, declarations(path.join(root, folder, `${object.kind}.d.ts`)), '', at => unknown.push(at));
  return unknown;
}

module.exports = { unknownFields };
