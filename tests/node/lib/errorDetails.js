// The google.rpc details of a gRPC status, decoded by their public definition: the few messages that the product sends.
'use strict';
const protobuf = require('protobufjs');

const root = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message BadRequest { message FieldViolation { string field = 1; string description = 2; string reason = 3; } repeated FieldViolation field_violations = 1; }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
`, { keepCase: true }).root;

function decodeDetails(bytes) {
  const found = { reason: undefined, domain: undefined, metadata: {}, violations: [], retryDelayMs: undefined };
  if (!bytes) return found;
  for (const detail of decode('Status', bytes).details ?? []) {
    const type = detail.type_url.split('/').pop();
    if (type === 'google.rpc.ErrorInfo') {
      const { reason, domain, metadata } = decode('ErrorInfo', detail.value);
      Object.assign(found, { reason, domain, metadata: metadata ?? {} });
    } else if (type === 'google.rpc.BadRequest') {
      found.violations = decode('BadRequest', detail.value).field_violations ?? [];
    } else if (type === 'google.rpc.RetryInfo') {
      const { seconds = 0, nanos = 0 } = decode('RetryInfo', detail.value).retry_delay ?? {};
      found.retryDelayMs = Number(seconds) * 1000 + nanos / 1e6;
    }
  }
  return found;
}

function decode(name, bytes) {
  const type = root.lookupType(`google.rpc.${name}`);
  return type.toObject(type.decode(bytes), { longs: Number });
}

module.exports = { decodeDetails };
