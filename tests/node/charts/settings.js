// Which configuration keys the product reads, found in its source.
'use strict';
const fs = require('fs');
const path = require('path');

const ROOT = 'Omnichannel';

// Sections that are handed on as they are: librdkafka's own settings.
const OPEN_SECTIONS = [/^Events:Kafka:(Client|Consumer):./];

function* sources(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const each = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!['bin', 'obj', 'AllInOne'].includes(entry.name)) yield* sources(each);
    } else if (entry.name.endsWith('.cs')) {
      yield each;
    }
  }
}

/** The code of services/ and gateway/ by folder, without comments. AllInOne sets keys and reads none. */
function readCode(root) {
  const folders = new Map();
  for (const area of ['services', 'gateway']) {
    for (const file of sources(path.join(root, area))) {
      const code = fs.readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '');
      const folder = path.dirname(file);
      folders.set(folder, `${folders.get(folder) ?? ''}\n${code}`);
    }
  }
  return folders;
}

const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A function that tells whether some source reads a key such as Storage:Provider. */
function knownSettings(root) {
  const literals = [];
  for (const code of readCode(root).values()) {
    for (const [, text] of code.matchAll(/\$?"Omnichannel:((?:[^"\\{]|\{[^}]*\})+)"/g)) {
      const segments = text.split(/:(?![^{]*\})/).map(segment => (segment.startsWith('{') ? '[^:]+' : escape(segment)));
      literals.push({ pattern: segments.join(':'), code });
    }
  }
  // A key is a literal, or a literal's section with names that the same folder reads: by name, or as an options class's properties.
  const isRead = (segment, code) =>
    /^\d+$/.test(segment) || new RegExp(`"(?:[^"]*:)?${escape(segment)}(?::[^"]*)?"|\\b${escape(segment)} \\{ get;`).test(code);
  // Behind a map, a name of the operator's choice.
  const isMap = (segment, code) => segment !== undefined && new RegExp(`Dictionary<string, \\w+> ${escape(segment)} \\{ get;`).test(code);
  const known = key => OPEN_SECTIONS.some(open => open.test(key)) || literals.some(({ pattern, code }) => {
    const match = new RegExp(`^${pattern}(?::(.+))?$`).exec(key);
    return match && (match[1] === undefined || match[1].split(':').every((segment, i, all) => isRead(segment, code) || isMap(all[i - 1], code)));
  });
  return variable => known(variable.slice(ROOT.length + 2).replaceAll('__', ':'));
}

/** The areas that each service calls, as its code says: folder of the project -> areas. */
function calledAreas(root) {
  const calls = new Map();
  for (const [folder, code] of readCode(root)) {
    const [first, second] = path.relative(root, folder).split(path.sep);
    const project = first === 'gateway' ? 'gateway' : second;
    for (const [, area] of code.matchAll(/\.AddClient<[^>]+>\("(\w+)"\)/g)) {
      calls.set(project, [...(calls.get(project) ?? []), area]);
    }
  }
  return calls;
}

module.exports = { knownSettings, calledAreas };
