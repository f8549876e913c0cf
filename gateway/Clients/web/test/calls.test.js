import test from 'node:test';
import assert from 'node:assert/strict';
import { CallFailed, newIdempotencyKey, Refused } from '../dist/index.js';
import { clientOf } from './support/world.js';

const lines = '/v1/carts/{cartId}/lines';
const add = { path: { cartId: 'c 1/ü' }, body: { sku: 'MUG', quantity: 1 } };

/** Answers each request with the next of the answers; the last one stands for all that follow. */
function scripted(...answers) {
  const sent = [];
  const fetch = async (url, request) => {
    sent.push({ url, ...request, headers: request.headers });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'function') return answer(request);
    return new Response(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200, headers: { 'content-type': 'application/json' } });
  };
  return { fetch, sent };
}

const problem = (status, reason, more = {}) => ({ status, body: { status, reason, detail: 'so it is', ...more } });
const gone = new TypeError('fetch failed');

test('A call says who asks, under which key, until when, and what', async () => {
  const { fetch, sent } = scripted({ body: { lineId: 'l1' } });
  const answer = await clientOf('http://shop.example/', { fetch }).post(lines, add);
  assert.equal(answer.lineId, 'l1');
  const { url, method, body, headers } = sent[0];
  assert.deepEqual([url, method, body], ['http://shop.example/v1/carts/c%201%2F%C3%BC/lines', 'POST', '{"sku":"MUG","quantity":1}']);
  assert.deepEqual([headers.authorization, headers['content-type']], ['Bearer token', 'application/json']);
  assert.match(headers['idempotency-key'], /^[0-9a-f]{32}$/);
  assert.ok(Number(headers['x-request-timeout']) > 0 && Number(headers['x-request-timeout']) <= 10);
});

test('A query has what is there; a path without its variable is not sent', async () => {
  const { fetch, sent } = scripted({ body: {} });
  const client = clientOf('http://shop.example', { fetch });
  await client.get('/v1/carts:active', { query: { market: 'IT', ownerId: undefined } });
  assert.equal(sent[0].url, 'http://shop.example/v1/carts:active?market=IT');
  assert.equal(sent[0].headers['idempotency-key'], undefined);
  await assert.rejects(client.get('/v1/carts/{cartId}', { path: { cartId: '' } }), TypeError);
  assert.equal(sent.length, 1);
});

test('A key is the same over all attempts, and another with each call', async () => {
  const { fetch, sent } = scripted(gone, { status: 502, body: 'bad gateway' }, problem(503, 'DEPENDENCY_UNAVAILABLE', { retryAfter: 0 }), { body: {} });
  const client = clientOf('http://shop.example', { fetch });
  await client.post(lines, add);
  await client.post(lines, add);
  const keys = sent.map(request => request.headers['idempotency-key']);
  assert.deepEqual([sent.length, new Set(keys.slice(0, 4)).size, new Set(keys).size], [5, 1, 2]);
  const key = newIdempotencyKey();
  await client.post(lines, { ...add, idempotencyKey: key });
  assert.equal(sent.at(-1).headers['idempotency-key'], key);
});

for (const again of [problem(409, 'CONCURRENT_CHANGE'), problem(429, 'RATE_LIMITED', { retryAfter: 0.001 }), problem(504, 'DEADLINE_EXCEEDED'), { status: 503, body: '' }]) {
  test(`What passes is tried again: ${again.status} ${again.body.reason ?? ''}`, async () => {
    const { fetch, sent } = scripted(again, { body: { cart: { cartId: 'c1' } } });
    assert.equal((await clientOf('http://shop.example', { fetch }).get('/v1/carts/{cartId}', { path: { cartId: 'c1' } })).cart.cartId, 'c1');
    assert.equal(sent.length, 2);
  });
}

test('A refusal is told at once, with all that the problem has', async () => {
  const { fetch, sent } = scripted(problem(409, 'CART_IN_CHECKOUT', { metadata: { channel: 'STORE' }, violations: [{ field: 'sku', description: 'unknown' }], retryAfter: 2.5 }));
  const refused = await clientOf('http://shop.example', { fetch }).post(lines, add).catch(error => error);
  assert.ok(refused instanceof Refused && refused instanceof CallFailed);
  assert.deepEqual(
    [refused.status, refused.reason, refused.metadata, refused.violations, refused.retryAfterMs, refused.message],
    [409, 'CART_IN_CHECKOUT', { channel: 'STORE' }, [{ field: 'sku', description: 'unknown' }], 2500, 'CART_IN_CHECKOUT: so it is']);
  assert.equal(sent.length, 1);
});

test('What the contract does not know as an rpc is sent once', async () => {
  const { fetch, sent } = scripted(gone);
  await assert.rejects(clientOf('http://shop.example', { fetch }).post('/v1/guestSessions', {}), CallFailed);
  assert.equal(sent.length, 1);
});

test('A token that is refused is asked for anew, once, by all calls together', async () => {
  let asked = 0;
  const { fetch } = scripted(request => (request.headers.authorization === 'Bearer 2' ? Response.json({}) : Response.json({ status: 401, reason: 'TOKEN_EXPIRED' }, { status: 401 })));
  const client = clientOf('http://shop.example', { fetch, token: async () => String(++asked) });
  await Promise.all(Array.from({ length: 8 }, () => client.get('/v1/carts/{cartId}', { path: { cartId: 'c1' } })));
  assert.equal(asked, 2);
  client.forgetToken();
  await assert.rejects(client.get('/v1/carts/{cartId}', { path: { cartId: 'c1' } }), { reason: 'TOKEN_EXPIRED' });
  assert.equal(asked, 4);
});

test('A token source that fails fails the call, and is asked again with the next', async () => {
  const tokens = [() => { throw new Error('not logged in'); }, () => 'token'];
  const { fetch } = scripted({ body: {} });
  const client = clientOf('http://shop.example', { fetch, token: () => tokens.shift()() });
  await assert.rejects(client.get('/v1/carts/{cartId}', { path: { cartId: 'c1' } }), /not logged in/);
  await client.get('/v1/carts/{cartId}', { path: { cartId: 'c1' } });
});

test('An attempt that hangs is given up for the next; a call ends with its deadline, and with its caller', async () => {
  const hangs = request => new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
  const { fetch, sent } = scripted(hangs, { body: {} });
  await clientOf('http://shop.example', { fetch, attemptLimitMs: 20 }).post(lines, add);
  assert.equal(sent.length, 2);

  const deaf = scripted(hangs);
  const failed = await clientOf('http://shop.example', { fetch: deaf.fetch }).get('/v1/carts/{cartId}', { path: { cartId: 'c1' }, deadlineMs: 20 }).catch(error => error);
  assert.ok(failed instanceof CallFailed && failed.status === 0, String(failed));

  const leaving = new AbortController();
  const call = clientOf('http://shop.example', { fetch: scripted(hangs).fetch }).post(lines, { ...add, signal: leaving.signal });
  leaving.abort(new Error('left'));
  await assert.rejects(call, /left/);
});

test('An answer that is no JSON is a failed call, and no refusal', async () => {
  for (const [answer, status] of [[{ body: '<html>Log in to the hotel</html>' }, 200], [{ status: 404, body: '<html>' }, 404], [{ status: 400, body: '{"message":"?"}' }, 400]]) {
    const failed = await clientOf('http://shop.example', { fetch: scripted(answer).fetch }).get('/v1/carts/{cartId}', { path: { cartId: 'c1' } }).catch(error => error);
    assert.deepEqual([failed instanceof CallFailed, failed instanceof Refused, failed.status], [true, false, status]);
  }
});
