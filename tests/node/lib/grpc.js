// gRPC as a till or an agent's desktop speaks it: grpc-js over the protos in /protos, and none of the product's code.
'use strict';
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const { decodeDetails } = require('./errorDetails');

const protosFolder = path.join(__dirname, '..', '..', '..', 'protos');
let loaded;

// Every service and message of /protos, as nested objects by package name. Field names are as in the protos; int64 and enums are strings.
function protos() {
  loaded ??= grpc.loadPackageDefinition(loader.loadSync(serviceFiles(), {
    keepCase: true, longs: String, enums: String, bytes: Buffer, defaults: true, oneofs: true, includeDirs: [protosFolder],
  }));
  return loaded;
}

function serviceFiles() {
  return fs.readdirSync(path.join(protosFolder, 'omnichannel'), { recursive: true })
    .filter(name => name.endsWith('.proto'))
    .map(name => path.join('omnichannel', name));
}

/** A refused call: `code` (name, as NOT_FOUND), `reason` and `metadata` of its ErrorInfo, `violations` ({field, description}), `retryDelayMs`. */
class GrpcError extends Error {
  constructor(failure, call) {
    super(`${call}: ${grpc.status[failure.code]} ${failure.details}`);
    this.name = 'GrpcError';
    this.code = grpc.status[failure.code];
    this.details = failure.details;
    this.trailers = failure.metadata?.getMap() ?? {};
    Object.assign(this, decodeDetails(failure.metadata?.get('grpc-status-details-bin')[0]));
  }
}

/**
 * A client of one service. Unary and client-streaming methods answer promises, server and bidirectional streams are the call itself,
 * an async iterable (`for await`) whose failures are GrpcErrors; method names are lower camel case, as in the generated JavaScript.
 *
 *   const cart = grpcClient('127.0.0.1:8080', 'omnichannel.cart.v1.CartService', { token });
 *   await cart.getCart({ cart_id });
 *   await cart.beginCheckout(request, { idempotencyKey: 'k1', token: otherToken, deadlineMs: 5000 });
 *   for await (const update of cart.watchCart({ cart_id })) { ... break; }
 *   cart.close();
 *
 * Options of client and call: token, idempotencyKey, metadata (object), deadlineMs (default 20 s; streams have none unless given), signal.
 */
function grpcClient(address, service, options = {}) {
  const Client = service.split('.').reduce((scope, name) => scope?.[name], protos());
  if (!Client?.service) throw new Error(`There is no service ${service} in /protos.`);
  const client = new Client(address, options.credentials ?? grpc.credentials.createInsecure(), options.channelOptions ?? {});
  const methods = { close: () => client.close(), native: client };
  for (const [name, method] of Object.entries(Client.service)) {
    const call = (request, callOptions = {}) => invoke(client, method, request, { ...options, ...callOptions });
    methods[name[0].toLowerCase() + name.slice(1)] = call;
  }
  return methods;
}

function metadataOf({ token, idempotencyKey, metadata = {} }) {
  const all = new grpc.Metadata();
  if (token) all.set('authorization', `Bearer ${token}`);
  if (idempotencyKey) all.set('idempotency-key', idempotencyKey);
  for (const [name, value] of Object.entries(metadata)) all.set(name, value);
  return all;
}

function invoke(client, method, request, options) {
  const isStream = method.responseStream;
  const deadlineMs = options.deadlineMs ?? (isStream ? undefined : 20_000);
  const callOptions = deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };
  const start = method.requestStream
    ? (isStream ? client.makeBidiStreamRequest : client.makeClientStreamRequest)
    : (isStream ? client.makeServerStreamRequest : client.makeUnaryRequest);
  const fixed = [method.path, method.requestSerialize, method.responseDeserialize];
  const variable = method.requestStream ? [] : [request ?? {}];
  const last = [metadataOf(options), callOptions];

  if (isStream) return iterable(start.call(client, ...fixed, ...variable, ...last), method.path, options.signal);
  return new Promise((resolve, reject) => {
    const call = start.call(client, ...fixed, ...variable, ...last, (failure, answer) =>
      failure ? reject(new GrpcError(failure, method.path)) : resolve(answer));
    cancelOn(options.signal, call);
    if (method.requestStream) writeAll(call, request);
  });
}

async function writeAll(call, requests) {
  for await (const request of requests) call.write(request);
  call.end();
}

function cancelOn(signal, call) {
  if (!signal) return;
  const cancel = () => call.cancel();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  call.on('status', () => signal.removeEventListener('abort', cancel));
}

// The stream with failures that say their reason. Leaving the loop cancels the call, as a closed app does.
function iterable(call, name, signal) {
  cancelOn(signal, call);
  const native = call[Symbol.asyncIterator].bind(call);
  call[Symbol.asyncIterator] = async function* () {
    try {
      yield* { [Symbol.asyncIterator]: native };
    } catch (failure) {
      if (signal?.aborted && failure.code === grpc.status.CANCELLED) return;
      throw failure.code === undefined ? failure : new GrpcError(failure, name);
    } finally {
      call.cancel();
    }
  };
  // Without this, a failure between two reads would end the process.
  call.on('error', () => {});
  return call;
}

module.exports = { grpc, grpcClient, protos, GrpcError, metadataOf };
