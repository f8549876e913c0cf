'use strict';

/** Has the ledgers proved, of one member ({ memberId }) or all: { findings, proof }. */
async function proveLedger(client, query) {
  const findings = [];
  for await (const { data } of client.events('/v1/ledger:verify', { query })) {
    findings.push(...(data.findings ?? []));
    if (data.proof) return { findings, proof: data.proof };
  }
  throw new TypeError('fetch failed: the proof was cut off');
}

module.exports = { proveLedger };
