// The README's table "When something fails", row by row.
import test from 'node:test';
import assert from 'node:assert/strict';
import { DeviceLogError } from '../dist/index.js';
import { ShakyServer } from './support/server.js';
import { clientOf, closing, eventually, openTab, Profile, quantities } from './support/world.js';

async function world(t, more) {
  const open = closing(t);
  const server = open(await ShakyServer.start());
  const profile = new Profile();
  const tab = async options => open(await openTab(clientOf(server.address, more), await profile.openLog(options)));
  return { open, server, profile, tab };
}

test('A full disk: the edit is neither kept nor in the view; those before it are', async t => {
  const { server, profile, tab } = await world(t);
  let isFull = false;
  const { cart, log } = await tab({ indexedDb: withPut(profile.indexedDb, () => { if (isFull) throw new DOMException('no room', 'QuotaExceededError'); }) });
  await cart.add('LAMP');
  isFull = true;
  await assert.rejects(cart.add('LAMP', 5), error => error instanceof DeviceLogError && error.fault === 'full');
  assert.deepEqual([quantities(cart.view), cart.view.pending, (await log.read()).operations.length], [{ LAMP: 1 }, 1, 1]);
  isFull = false;
  await cart.add('LAMP', 2);
  cart.start();
  await cart.settle();
  assert.equal(server.quantityOf('LAMP'), 3);
});

test('An answer that cannot be kept is asked for again', async t => {
  const { server, profile, tab } = await world(t);
  let isFull = false;
  const { cart, told, troubles } = await tab({ indexedDb: withPut(profile.indexedDb, () => { if (isFull) throw new DOMException('no room', 'QuotaExceededError'); }) });
  await cart.add('LAMP');
  await cart.setGiftNote('hello');
  server.isStableAtOnce = false;
  server.spoil = () => { isFull = true; };
  cart.start();
  await eventually(() => troubles().includes('logFailed'), 'it is told');
  [isFull, server.spoil] = [false, undefined];
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view), told.refused.length <= 1], [1, { LAMP: 1 }, true]);
});

test('A damaged log: told, and nothing of it is invented', async t => {
  const { server, profile, tab } = await world(t);
  const first = await tab();
  await first.cart.add('LAMP', 5);
  await first.close();
  await new Promise(resolve => {
    profile.indexedDb.open(profile.name).onsuccess = event => {
      const transaction = event.target.result.transaction(['operations'], 'readwrite');
      transaction.objectStore('operations').put({ body: '{', checksum: 0 }, ['', 1]);
      transaction.oncomplete = () => { event.target.result.close(); resolve(); };
    };
  });
  const { cart, told } = await tab();
  assert.deepEqual(cart.view.lines, []);
  cart.start();
  await cart.add('MUG');
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), server.quantityOf('MUG')], [0, 1]);
  assert.deepEqual(told.trouble.map(({ kind }) => kind), ['logDamaged']);
  assert.match(told.trouble[0].message, /damaged-/);
});

test('A copy of a log: what was not sent gets new numbers', async t => {
  const { server, profile, open, tab } = await world(t);
  const { cart, log, troubles } = await tab();
  cart.start();
  await cart.add('LAMP');
  await cart.settle();
  const copy = await log.read();
  await cart.add('LAMP', 2);
  await cart.add('LAMP', 4);
  await cart.settle();
  await cart.close();

  const other = await profile.openLog({ name: 'restored' });
  const restored = { ...other, damaged: undefined, read: async () => { const now = await other.read(); return now.current === '' ? { ...copy, revision: now.revision } : { ...now, name: copy.name }; } };
  restored.update = (known, step) => other.read().then(now => other.update(now, () => {
    const change = step(known.revision === now.revision ? undefined : now);
    return now.current === '' ? { current: copy.current, carts: copy.carts, seen: copy.seen, ...change } : change;
  }));
  for (const name of ['connect', 'lead', 'close']) restored[name] = (...rest) => other[name](...rest);
  const old = open(await openTab(clientOf(server.address), restored));
  await old.cart.add('MUG');
  old.cart.start();
  await old.cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), server.quantityOf('MUG'), old.troubles(), troubles()], [7, 1, ['numbersTaken'], []]);
});

for (const [what, answer] of Object.entries({
  'nothing': { raw: '' }, 'a web page': { raw: '<html>Log in to the hotel</html>' }, 'an empty object': { raw: '{}' }, 'a list': { raw: '[1]' }, 'null': { raw: 'null' },
  'a cart of texts': { cart: { cartId: 'c1', version: 'new', stableVersion: 'old' } }, 'a number too large': { cart: { cartId: 'c1', version: '9'.repeat(30), stableVersion: '0' } },
  'a status of nobody': { status: 404, raw: '<html>Not here</html>' },
})) {
  test(`A server that answers nonsense (${what}): nothing is believed, and the same is asked again`, async t => {
    const { server, tab } = await world(t);
    const { cart, troubles } = await tab();
    await cart.add('LAMP');
    server.intercept = () => answer;
    cart.start();
    await eventually(() => troubles().length > 3, 'it is told again and again');
    assert.deepEqual([new Set(troubles()), quantities(cart.view), cart.view.pending], [new Set(['nonsenseAnswer']), { LAMP: 1 }, 1]);
    server.intercept = undefined;
    await cart.settle();
    assert.deepEqual([server.quantityOf('LAMP'), cart.view.pending], [1, 0]);
  });
}

test('An answer to edits that is nonsense: they stay, go again, and happen once', async t => {
  const { server, tab } = await world(t);
  const { cart, troubles } = await tab();
  cart.start();
  await cart.settle();
  const spoilt = [
    answer => ({ ...answer, results: [] }), answer => ({ ...answer, version: '999' }), answer => ({ ...answer, cart: null }),
    answer => ({ ...answer, results: answer.results.map(result => ({ ...result, deviceSeq: '77' })) }),
  ];
  server.spoil = answer => spoilt.pop()?.(answer);
  await cart.add('LAMP', 2);
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view)], [2, { LAMP: 2 }]);
  assert.deepEqual(troubles(), Array(4).fill('nonsenseAnswer'));
});

test('A token that ends is asked for anew; while there is none it is told', async t => {
  let token = 'old';
  const { server, tab } = await world(t, { token: () => token });
  server.intercept = (path, _, request) => (request.headers.authorization === 'Bearer good' ? undefined : { status: 401, reason: 'TOKEN_EXPIRED', detail: '' });
  const { cart, troubles } = await tab();
  cart.start();
  await cart.add('LAMP');
  await eventually(() => troubles().includes('tokenRefused'), 'it is told');
  token = 'good';
  await cart.settle();
  assert.equal(server.quantityOf('LAMP'), 1);
});

test('A checkout runs: the same edits go when it is over', async t => {
  const { server, tab } = await world(t);
  const { cart, troubles } = await tab();
  cart.start();
  await cart.settle();
  server.intercept = path => (path.endsWith(':apply') ? { status: 409, reason: 'CART_IN_CHECKOUT', detail: '', retryAfter: 0.001 } : undefined);
  await cart.add('LAMP');
  await eventually(() => troubles().includes('cartBusy'), 'it is told');
  server.intercept = undefined;
  await cart.settle();
  assert.equal(server.quantityOf('LAMP'), 1);
});

test('One edit that makes the server refuse the whole call is found, and the others go on', async t => {
  const { server, tab } = await world(t);
  server.intercept = (path, body) => (path.endsWith(':apply') && body.operations.some(({ add }) => add?.sku.includes('\0')) ? { status: 400, reason: 'INVALID_FIELD', detail: 'a NUL' } : undefined);
  const { cart, told } = await tab();
  for (let n = 0; n < 20; n++) await cart.add(n === 13 ? 'BAD\0' : 'LAMP');
  cart.start();
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view)], [19, { LAMP: 19 }]);
  assert.deepEqual(told.refused.map(({ operation, refusal }) => [operation.add.sku, refusal.reason]), [['BAD\0', 'INVALID_FIELD']]);
});

test('A clock that jumps orders nothing, and ends no pause', async t => {
  const { server, tab } = await world(t);
  const { cart } = await tab();
  const real = Date.now;
  t.after(() => { Date.now = real; });
  server.loses = 'request';
  cart.start();
  await cart.add('LAMP');
  for (const jump of [-1e12, 1e12, NaN]) {
    Date.now = () => real() + jump;
    await cart.add('LAMP');
  }

  server.loses = undefined;
  cart.retry();
  await cart.settle();
  Date.now = real;
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view)], [4, { LAMP: 4 }]);
});

test('A handler that throws is told, and sending goes on', async t => {
  const { server, tab } = await world(t);
  const { cart, troubles } = await tab();
  const off = cart.on('changed', () => { throw new Error('planted'); });
  cart.on('trouble', () => { throw new Error('planted, too'); });
  cart.start();
  await cart.add('LAMP');
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), new Set(troubles())], [1, new Set(['handlerFailed'])]);
  const before = troubles().length;
  off();
  await cart.add('LAMP');
  await cart.settle();
  assert.equal(troubles().length, before);
});

/** The same databases, with something that happens before each put of an edit or an answer. */
function withPut(indexedDb, before) {
  const wrap = (target, calls) => new Proxy(target, {
    get: (_, name) => { const own = calls[name] ?? target[name]; return typeof own === 'function' ? own.bind(target) : own; },
    set: (_, name, value) => { target[name] = value; return true; },
  });
  const store = found => wrap(found, { put: (...put) => { before(); return found.put(...put); } });
  const transaction = begun => wrap(begun, { objectStore: name => (name === 'operations' ? store(begun.objectStore(name)) : begun.objectStore(name)) });
  const database = opened => wrap(opened, { transaction: (...names) => transaction(opened.transaction(...names)) });
  return {
    open: (...call) => {
      const request = indexedDb.open(...call);
      return wrap(request, Object.defineProperty({}, 'result', { get: () => database(request.result) }));
    },
  };
}
