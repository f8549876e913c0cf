// Which configuration keys the product reads, and which services call each other.
'use strict';
const fs = require('fs');
const path = require('path');

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

/** A function that tells whether some service reads a key such as Omnichannel__Storage__Provider, by the published table (which a test holds to the code). */
function knownSettings(root) {
  const table = fs.readFileSync(path.join(root, 'services', 'Platform', 'SETTINGS.md'), 'utf8');
  const keys = [...table.matchAll(/^\| `(Omnichannel:[^`]+)` \|/gm)].map(([, key]) => key.toLowerCase().split(':'));
  const fits = (wanted, given) => (wanted === '<n>' ? /^\d+$/.test(given) : wanted === '<name>' || wanted === given);
  return variable => {
    const given = variable.toLowerCase().split('__');
    return keys.some(key => key.length === given.length && key.every((segment, index) => fits(segment, given[index])));
  };
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
