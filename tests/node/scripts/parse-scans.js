// node scripts/parse-scans.js: what other parsers of GS1 codes make of the codes in the input, { codes: [text], links: [uri] }.
// Prints { codes: [{ items: [{ ai, raw, value, unit, date }] } | { error }], links: [{ ais: { ai: value }, valid, compressed } | { error }] }; compressed is null where it cannot.
'use strict';
const { parseBarcode } = require('gs1-barcode-parser-mod');
const { DigitalLink } = require('digital-link.js');
const { input, main } = require('../lib/script');

const failure = thrown => ({ error: String(thrown?.message ?? thrown) });

function code(text) {
  try {
    const items = parseBarcode(text).parsedCodeItems;
    return { items: items.map(item => ({ ai: item.ai, raw: item.raw, value: typeof item.data === 'number' ? item.data : null, unit: item.unit, date: item.isoDate })) };
  } catch (thrown) {
    return failure(thrown);
  }
}

function compressed(parsed) {
  try {
    return parsed.toCompressedWebUriString();
  } catch (thrown) {
    console.error(`${parsed.toWebUriString()} is not compressed: ${thrown}`);
    return null;
  }
}

function link(uri) {
  try {
    const parsed = DigitalLink(uri);
    const decoded = object => Object.fromEntries(Object.entries(object).map(([ai, value]) => [ai, decodeURIComponent(value)]));
    return {
      ais: { ...decoded(parsed.getIdentifier()), ...decoded(parsed.getKeyQualifiers()), ...decoded(parsed.getAttributes()) },
      valid: parsed.isValid(),
      compressed: compressed(parsed),
    };
  } catch (thrown) {
    return failure(thrown);
  }
}

main(async () => {
  const { codes = [], links = [] } = await input();
  return { codes: codes.map(code), links: links.map(link) };
});
