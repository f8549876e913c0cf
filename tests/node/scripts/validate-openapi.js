// node scripts/validate-openapi.js FILE|URL: checks an OpenAPI document against the schema of its version, and that its references resolve.
// Prints { valid, version, errors }.
'use strict';
const fs = require('fs');
const { main } = require('../lib/script');

async function load(where) {
  if (!/^https?:/.test(where)) return JSON.parse(fs.readFileSync(where, 'utf8'));
  const response = await fetch(where);
  if (!response.ok) throw new Error(`${where} answered ${response.status}`);
  return response.json();
}

main(async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const validator = new Validator();
  const document = await load(process.argv[2]);
  // The validator works on the object that it is given.
  const { valid, errors } = await validator.validate(structuredClone(document));
  return { valid, version: document.openapi ?? null, errors: errors ?? [] };
});
