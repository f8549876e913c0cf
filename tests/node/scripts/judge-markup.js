// node scripts/judge-markup.js: what others make of Schema.org Orders, { orders: [document] }: the types of schema-dts under tsc --strict, and the schemas of schemaorg-jsd.
// Prints { orders: [{ types: [message], schemas: [message] }] }; both lists are empty for a document that is right.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const ts = require('typescript');
const { input, main } = require('../lib/script');

/** Complaints of the compiler, by document: each is a constant of a file of its own. */
function types(orders) {
  const options = { strict: true, noEmit: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true };
  const files = new Map(orders.map((order, i) => [
    path.join(__dirname, `order-${i}.ts`),
    `import type { Order, WithContext } from 'schema-dts';\nexport const order: WithContext<Order> = ${JSON.stringify(order)};\n`,
  ]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = name => files.has(name) || fileExists(name);
  host.readFile = name => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => (files.has(name) ? ts.createSourceFile(name, files.get(name), ...rest) : getSourceFile(name, ...rest));
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map(name =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map(found => ts.flattenDiagnosticMessageText(found.messageText, ' ')));
}

/** Every node of a document with a type, itself included. */
function* nodes(value) {
  if (value === null || typeof value !== 'object') return;
  if (value['@type']) yield value;
  for (const member of Object.values(value)) yield* nodes(member);
}

// The package's own function downloads a schema of JSON-LD's keywords first: its files are read instead, and any object may hold keywords.
const schemaorg = path.dirname(require.resolve('schemaorg-jsd/package.json'));
const filesIn = folder => fs.readdirSync(path.join(schemaorg, folder)).map(name => JSON.parse(fs.readFileSync(path.join(schemaorg, folder, name), 'utf8')));
const ajv = new Ajv({ strict: false, validateFormats: false })
  .addMetaSchema(filesIn('meta'))
  .addSchema({ $id: 'https://json-ld.org/schemas/jsonld-schema.json', type: 'object' })
  .addSchema(filesIn('schema'));

/** Complaints of the schemas: a node of a type that they lack is judged as a Thing. */
function schemas(order) {
  return [...nodes(order)].flatMap(node => {
    const validate = ajv.getSchema(`https://chharvey.github.io/schemaorg-jsd/schema/${node['@type']}.jsd`) ?? ajv.getSchema('https://chharvey.github.io/schemaorg-jsd/schema/Thing.jsd');
    return validate(node) ? [] : [`${node['@type']}: ${ajv.errorsText(validate.errors)}`];
  });
}

main(async () => {
  const { orders } = await input();
  const byTypes = types(orders);
  return { orders: orders.map((order, i) => ({ types: byTypes[i], schemas: schemas(order) })) };
});
