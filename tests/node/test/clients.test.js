// The clients of the end-to-end tests against servers that answer as the product should: what they report must be what was sent.
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const http = require('node:http');
const path = require('node:path');
const fs = require('node:fs');
const os = require('node:os');
const { getEventListeners } = require('node:events');
const { execFileSync, spawnSync } = require('node:child_process');
const protobuf = require('protobufjs');
const { grpc, grpcClient, protos, GrpcError, JsonClient, HttpError, developmentToken, eventually } = require('../lib');
const { readEvents } = require('../lib/http');

const refusal = (() => {
  const root = protobuf.parse(`syntax = "proto3";
    message Any { string type_url = 1; bytes value = 2; }
    message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
    message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
    message Violation { string field = 1; string description = 2; }
    message BadRequest { repeated Violation field_violations = 1; }
    message Delay { int64 seconds = 1; int32 nanos = 2; }
    message RetryInfo { Delay retry_delay = 1; }`, { keepCase: true }).root;
  const encode = (name, value) => { const type = root.lookupType(name); return type.encode(type.fromObject(value)).finish(); };
  const detail = (name, value) => ({ type_url: `type.googleapis.com/google.rpc.${name}`, value: encode(name, value) });
  return Buffer.from(encode('Status', { code: 9, message: 'in checkout', details: [
    detail('ErrorInfo', { reason: 'CART_IN_CHECKOUT', domain: 'omnichannel', metadata: { channel: 'STORE' } }),
    detail('BadRequest', { field_violations: [{ field: 'operations[0].sku', description: 'unknown' }] }),
    detail('RetryInfo', { retry_delay: { seconds: 2, nanos: 500_000_000 } }),
  ] }));
})();

async function grpcServer(handlers) {
  const server = new grpc.Server();
  server.addService(protos().omnichannel.cart.v1.CartService.service, handlers);
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (failure, bound) => failure ? reject(failure) : resolve(bound)));
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

async function httpServer(handler) {
  const server = http.createServer(handler);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); } };
}

const read = async stream => { let text = ''; for await (const part of stream) text += part; return text; };

test('gRPC: metadata arrives, answers and refusals come back with their details', async () => {
  const server = await grpcServer({
    GetCart: (call, done) => {
      if (call.request.cart_id === 'refused') {
        const metadata = new grpc.Metadata();
        metadata.set('grpc-status-details-bin', refusal);
        return done({ code: grpc.status.FAILED_PRECONDITION, details: 'in checkout', metadata });
      }
      return done(null, { cart: { cart_id: [call.metadata.get('authorization')[0], call.metadata.get('idempotency-key')[0]].join(' ') } });
    },
    WatchCart: call => {
      call.write({});
      call.write({});
      if (call.request.cart_id === 'endless') return;
      call.emit('error', { code: grpc.status.UNAUTHENTICATED, details: 'token expired' });
    },
  });
  const cart = grpcClient(server.address, 'omnichannel.cart.v1.CartService', { token: 'one' });
  try {
    assert.equal((await cart.getCart({}, { idempotencyKey: 'k1' })).cart.cart_id, 'Bearer one k1');
    assert.match((await cart.getCart({}, { token: 'two' })).cart.cart_id, /^Bearer two/);

    await assert.rejects(cart.getCart({ cart_id: 'refused' }), failure => {
      assert.ok(failure instanceof GrpcError);
      assert.deepEqual(
        [failure.code, failure.reason, failure.metadata, failure.violations[0].field, failure.retryDelayMs],
        ['FAILED_PRECONDITION', 'CART_IN_CHECKOUT', { channel: 'STORE' }, 'operations[0].sku', 2500]);
      return true;
    });

    let updates = 0;
    await assert.rejects(async () => { for await (const update of cart.watchCart({})) updates += update ? 1 : 0; }, { name: 'GrpcError', code: 'UNAUTHENTICATED' });
    assert.equal(updates, 2);
    for await (const update of cart.watchCart({ cart_id: 'endless' })) { assert.ok(update); break; }
    const leaving = new AbortController();
    for await (const update of cart.watchCart({ cart_id: 'endless' }, { signal: leaving.signal })) { assert.ok(update); leaving.abort(); }
  } finally {
    cart.close();
    server.close();
  }
});

test('gRPC: a service that is not in the protos, and a server that is not there, say so', async () => {
  assert.throws(() => grpcClient('127.0.0.1:1', 'omnichannel.cart.v1.NoSuchService'), /no service/);
  const cart = grpcClient('127.0.0.1:1', 'omnichannel.cart.v1.CartService', { deadlineMs: 5000 });
  await assert.rejects(cart.getCart({}), { code: 'UNAVAILABLE' });
  cart.close();
});

test('HTTP: headers, query and body arrive, problems come back with their reason', async () => {
  const server = await httpServer(async (request, response) => {
    const body = await read(request);
    if (request.url === '/dev/tokens') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: `for ${JSON.parse(body).sub} by ${request.headers['omnichannel-dev-code']}`, expires_in: 60 }));
    } else if (request.url === '/refused') {
      response.writeHead(409, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ status: 409, reason: 'VERSION_CONFLICT', detail: 'changed' }));
    } else {
      const { authorization, 'idempotency-key': key, 'content-type': type } = request.headers;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ method: request.method, url: request.url, authorization, key, type, body }));
    }
  });
  try {
    const token = await developmentToken(server.url, 'code\n', { sub: 'anna', role: 'customer' });
    const app = new JsonClient(server.url + '/', { token });
    assert.deepEqual(await app.post('/v1/x:y', { sku: 'è' }, { idempotencyKey: 'k1', query: { market: 'IT', tag: ['a', 'b'], none: undefined } }), {
      method: 'POST', url: '/v1/x:y?market=IT&tag=a&tag=b', authorization: 'Bearer for anna by code', key: 'k1', type: 'application/json', body: '{"sku":"è"}',
    });
    assert.equal((await app.as('other').get('/v1/x')).authorization, 'Bearer other');
    await assert.rejects(app.get('/refused'), failure => failure instanceof HttpError && failure.status === 409 && failure.reason === 'VERSION_CONFLICT');
    const raw = await app.send('PUT', '/raw', { rawBody: '{', headers: { 'content-type': 'application/json' } });
    assert.deepEqual([raw.status, raw.json.body, raw.problem], [200, '{', null]);
    assert.equal((await app.send('GET', '/refused')).problem.detail, 'changed');

    const leaving = new AbortController();
    for (let i = 0; i < 20; i++) await app.get('/v1/x', { signal: leaving.signal });
    assert.equal(getEventListeners(leaving.signal, 'abort').length, 0);
    leaving.abort();
    await assert.rejects(app.get('/v1/x', { signal: leaving.signal }), { name: 'AbortError' });
  } finally {
    server.close();
  }
});

test('HTTP: a stream is read event by event, and leaving it closes the connection', async () => {
  let closed = false;
  const server = await httpServer((request, response) => {
    if (request.headers['last-event-id'] === 'bad') return response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"reason":"TOKEN_EXPIRED"}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\nid: 7\nevent: cart\ndata: {"version":\ndata: "1"}\n\n');
    request.on('close', () => { closed = true; });
    return undefined;
  });
  try {
    const app = new JsonClient(server.url);
    for await (const event of app.events('/watch')) {
      assert.deepEqual(event, { id: '7', event: 'cart', data: { version: '1' } });
      break;
    }
    assert.ok(await eventually(10_000, 'the connection is closed', () => closed));
    await assert.rejects(async () => { for await (const event of app.events('/watch', { lastEventId: 'bad' })) assert.fail(event); }, { status: 401, reason: 'TOKEN_EXPIRED' });
  } finally {
    server.close();
  }
});

test('HTTP: events may be cut anywhere, and end with any line end', async () => {
  const text = 'data: è\r\n\r\nid: 2\rdata:x\r\rdata: [1]\n\ndata: unfinished';
  async function* singleBytes() { for (const byte of Buffer.from(text)) yield Uint8Array.of(byte); }
  const events = [];
  for await (const event of readEvents(singleBytes())) events.push(event.data);
  assert.deepEqual(events, ['è', 'x', [1]]);
});

test('OpenAPI: a valid document passes, a wrong one is told what is wrong', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'omnichannel-openapi-'));
  const validate = document => {
    const file = path.join(folder, 'openapi.json');
    fs.writeFileSync(file, JSON.stringify(document));
    return JSON.parse(execFileSync(process.execPath, [path.join(__dirname, '..', 'scripts', 'validate-openapi.js'), file], { encoding: 'utf8' }));
  };
  try {
    const document = { openapi: '3.1.0', info: { title: 'Omnichannel', version: '1' }, paths: {} };
    assert.deepEqual(validate(document), { valid: true, version: '3.1.0', errors: [] });
    assert.equal(validate({ ...document, paths: { '/v1/carts': { get: { responses: { 200: { content: {} } } } } } }).valid, false);
    assert.equal(validate({ ...document, info: {} }).valid, false);
    assert.equal(spawnSync(process.execPath, [path.join(__dirname, '..', 'scripts', 'validate-openapi.js'), path.join(folder, 'none')]).status, 1);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
