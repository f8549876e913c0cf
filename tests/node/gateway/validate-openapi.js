// Judges an OpenAPI document by others' rules: node gateway/validate-openapi.js, the document on standard input; answers {valid, version, errors}.
const read = async () => {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

// The schema of its version. It does not follow references: each must lead somewhere.
async function schema(document) {
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  const errors = [].concat(result.errors ?? []);
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (typeof node.$ref === "string") {
      const target = node.$ref.slice(2).split("/").reduce((at, part) => at?.[part], document);
      if (target === undefined) errors.push({ message: `${node.$ref} leads nowhere` });
    }
    Object.values(node).forEach(visit);
  };
  visit(document);
  return { version: validator.version, errors: result.valid || errors.length > 0 ? errors : [{ message: "not valid" }] };
}

// Redocly's recommended rules. No licence is chosen yet, so the document cannot name one.
async function redocly(text) {
  const { createConfig, lintFromString } = require("@redocly/openapi-core");
  const config = await createConfig({ extends: ["recommended"], rules: { "info-license": "off" } });
  const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  return problems.map(({ ruleId, severity, message, location }) => ({ judge: "redocly", ruleId, severity, message, at: location[0]?.pointer }));
}

// spectral:oas, whole.
async function spectral(document) {
  const { Spectral, Document } = require("@stoplight/spectral-core");
  const { Json } = require("@stoplight/spectral-parsers");
  const { oas } = require("@stoplight/spectral-rulesets");
  const judge = new Spectral();
  judge.setRuleset({ extends: [[oas, "recommended"]] });
  const problems = await judge.run(new Document(document, Json));
  return problems.map(({ code, severity, message, path }) => ({ judge: "spectral", ruleId: code, severity, message, at: path.join("/") }));
}

(async () => {
  const text = await read();
  const { version, errors } = await schema(JSON.parse(text));
  errors.push(...await redocly(text), ...await spectral(text));
  console.log(JSON.stringify({ valid: errors.length === 0, version, errors: errors.slice(0, 20) }));
})().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
