import test from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { readEvents } from '../dist/calls/eventReader.js';
import { Refused } from '../dist/index.js';
import { clientOf, eventually } from './support/world.js';

const watch = '/v1/carts/{cartId}:watch';
const c1 = { path: { cartId: 'c1' } };

/** Serves each connection with the next handler. */
async function serving(t, ...handlers) {
  const seen = [];
  const server = http.createServer((request, response) => {
    seen.push(request);
    handlers[Math.min(seen.length, handlers.length) - 1](response, request);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { address: `http://127.0.0.1:${server.address().port}`, seen };
}

const begin = (response, text) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); response.write(text); };
const event = (id, name = 'change') => `event: ${name}\nid: ${id}\ndata: {"version":"${id}"}\n\n`;
const refusal = (status, reason) => response => response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ status, reason, detail: '' }));

async function read(stream, many) {
  const events = [];
  for await (const one of stream) {
    events.push([one.event, one.id, one.data.version]);
    if (events.length === many) break;
  }

  return events;
}

test('A stream goes on after its last event when connections are cut, end, fail and lose their token', async t => {
  let tokens = 0;
  const { address, seen } = await serving(t,
    response => { begin(response, `: connected\n\n${event(1, 'snapshot')}${event(2)}`); setTimeout(() => response.destroy(), 5); },
    response => { begin(response, event(3)); response.end(); },
    refusal(503, 'DEPENDENCY_UNAVAILABLE'),
    refusal(401, 'TOKEN_EXPIRED'),
    response => { begin(response, `${event(4)}event: error\ndata: {"status":401,"reason":"TOKEN_EXPIRED","detail":""}\n\n`); response.end(); },
    response => { begin(response, `${event(5)}event: error\ndata: {"status":429,"reason":"WATCHER_TOO_SLOW","detail":""}\n\n`); response.end(); },
    response => begin(response, event(6)));
  const events = await read(clientOf(address, { token: () => String(++tokens) }).watch(watch, c1), 6);
  assert.deepEqual(events, [['snapshot', '1', '1'], ...[2, 3, 4, 5, 6].map(id => ['change', String(id), String(id)])]);
  assert.deepEqual(seen.map(request => request.headers['last-event-id']), [undefined, '2', '3', '3', '3', '4', '5']);
  assert.deepEqual(seen.map(request => request.headers.authorization), ['1', '1', '1', '1', '2', '3', '3'].map(token => `Bearer ${token}`));
});

test('A stream begins where it is told to', async t => {
  const { address, seen } = await serving(t, response => begin(response, event(8)));
  await read(clientOf(address).watch(watch, { ...c1, lastEventId: '7' }), 1);
  assert.equal(seen[0].headers['last-event-id'], '7');
});

test('A refusal that no waiting helps ends it', async t => {
  const { address, seen } = await serving(t, refusal(404, 'CART_NOT_FOUND'));
  await assert.rejects(read(clientOf(address).watch(watch, c1), 1), error => error instanceof Refused && error.reason === 'CART_NOT_FOUND');
  const late = await serving(t, response => begin(response, `${event(1)}event: error\ndata: {"status":404,"reason":"CART_NOT_FOUND","detail":""}\n\n`));
  await assert.rejects(read(clientOf(late.address).watch(watch, c1), 2), { reason: 'CART_NOT_FOUND' });
  assert.equal(seen.length, 1);
});

test('A token that is refused right after a fresh one ends it', async t => {
  const { address, seen } = await serving(t, refusal(401, 'TOKEN_INVALID'));
  await assert.rejects(read(clientOf(address).watch(watch, c1), 1), { reason: 'TOKEN_INVALID' });
  assert.equal(seen.length, 2);
});

test('A connection that is silent for too long is given up, and another begun', async t => {
  const { address, seen } = await serving(t, response => begin(response, event(1)), response => begin(response, event(2)));
  assert.equal((await read(clientOf(address, { silenceLimitMs: 30 }).watch(watch, c1), 2)).length, 2);
  assert.equal(seen[1].headers['last-event-id'], '1');
});

test('What is no stream, and an event that is no JSON, are not believed', async t => {
  const { address } = await serving(t, response => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
  await assert.rejects(read(clientOf(address).watch(watch, c1), 1), { name: 'CallFailed', status: 200 });
  const mixed = await serving(t, response => begin(response, `id: 1\ndata: {]\n\n`), response => begin(response, event(2)));
  assert.deepEqual(await read(clientOf(mixed.address).watch(watch, c1), 1), [['change', '2', '2']]);
});

test('Leaving the loop, and the signal, end the connection', async t => {
  let closed = 0;
  const { address } = await serving(t, (response, request) => { begin(response, event(1)); request.on('close', () => closed++); });
  await read(clientOf(address).watch(watch, c1), 1);
  await eventually(() => closed === 1, 'the connection is closed');
  const leaving = new AbortController();
  await assert.rejects(async () => { for await (const one of clientOf(address).watch(watch, { ...c1, signal: leaving.signal })) leaving.abort(new Error(`left at ${one.id}`)); }, /left at 1/);
  await eventually(() => closed === 2, 'the connection is closed');
});

test('Events may be cut anywhere, and end with any line end', async () => {
  const bytes = new TextEncoder().encode('data: è\r\n\r\nid: 2\rdata:x\r\r: comment\nevent: nothing\n\ndata: 1\ndata: 2\nretry: 5\n\ndata: unfinished');
  const single = new ReadableStream({ start: controller => { bytes.forEach(byte => controller.enqueue(Uint8Array.of(byte))); controller.close(); } });
  const events = [];
  for await (const one of readEvents(single, 1000)) events.push([one.event, one.id, one.data]);
  assert.deepEqual(events, [['message', undefined, 'è'], ['message', '2', 'x'], ['message', '2', '1\n2']]);
});
