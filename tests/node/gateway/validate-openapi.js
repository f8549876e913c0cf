// Validates an OpenAPI document: node gateway/validate-openapi.js, the document on standard input; answers {valid, version, errors}.
const read = async () => {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

(async () => {
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const document = JSON.parse(await read());
  const validator = new Validator();
  const result = await validator.validate(document);
  const errors = [].concat(result.errors ?? []);

  // The schema does not follow references: each must lead somewhere.
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (typeof node.$ref === "string") {
      const target = node.$ref.slice(2).split("/").reduce((at, part) => at?.[part], document);
      if (target === undefined) errors.push({ message: `${node.$ref} leads nowhere` });
    }
    Object.values(node).forEach(visit);
  };
  visit(document);
  console.log(JSON.stringify({ valid: result.valid && errors.length === 0, version: validator.version, errors: errors.slice(0, 20) }));
})();
