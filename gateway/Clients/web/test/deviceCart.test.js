import test from 'node:test';
import assert from 'node:assert/strict';
import { MemoryOperationLog } from '../dist/index.js';
import { ShakyServer } from './support/server.js';
import { clientOf, closing, eventually, impatient, openTab, Profile, quantities } from './support/world.js';

async function world(t, options, more) {
  const open = closing(t);
  const server = open(await ShakyServer.start());
  const profile = new Profile();
  const client = clientOf(server.address, more);
  const tab = async cart => open(await openTab(client, await profile.openLog(), { ...options, ...cart }));
  return { open, server, profile, client, tab };
}

test('An edit is in the view at once, and at the server when it is settled', async t => {
  const { server, tab } = await world(t);
  const { cart } = await tab();
  await cart.add('LAMP', 2);
  assert.deepEqual([quantities(cart.view), cart.view.pending, cart.view.areTotalsStale, server.quantityOf('LAMP')], [{ LAMP: 2 }, 1, true, 0]);
  cart.start();
  await cart.settle();
  assert.deepEqual([quantities(cart.view), cart.view.pending, cart.view.areTotalsStale, cart.view.cartId], [{ LAMP: 2 }, 0, false, 'c1']);
  assert.equal(cart.view.lines[0].lineId, 'id-LAMP');
});

test('What is stable leaves the log; what is not stays, and out of the view', async t => {
  const { server, tab } = await world(t);
  server.isStableAtOnce = false;
  const { cart, log } = await tab();
  cart.start();
  await cart.add('LAMP');
  await cart.settle();
  assert.deepEqual([(await log.read()).operations.length, cart.view.pending], [1, 0]);
  server.secure();
  await cart.settle();
  assert.deepEqual((await log.read()).operations, []);
});

test('Off line edits survive a restart, and happen once', async t => {
  const { server, tab } = await world(t, {}, impatient);
  server.loses = 'request';
  const first = await tab();
  first.cart.start();
  await first.cart.add('LAMP', 2);
  await first.cart.setQuantity(first.cart.view.lines[0].reference, 5);
  await eventually(() => first.troubles().includes('offline'), 'it is told');
  await first.close();

  const second = await tab();
  assert.deepEqual(quantities(second.cart.view), { LAMP: 5 });
  server.loses = undefined;
  second.cart.start();
  await second.cart.settle();
  assert.equal(server.quantityOf('LAMP'), 2);
  assert.deepEqual(second.told.refused.map(({ operation, refusal }) => [operation.setQuantity.quantity, refusal.reason]), [[5, 'OPERATION_INVALID']]);
});

test('An answer that is lost makes no edit twice', async t => {
  const { server, tab } = await world(t, {}, impatient);
  const { cart, troubles } = await tab();
  cart.start();
  await cart.settle();
  server.loses = 'answer';
  await cart.add('LAMP');
  await eventually(() => server.quantityOf('LAMP') === 1 && troubles().includes('offline'), 'it arrived, and nobody knows');
  server.loses = undefined;
  cart.retry();
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view)], [1, { LAMP: 1 }]);
});

test('A version that went back: all that was not stable is sent again, in order', async t => {
  const { server, tab } = await world(t);
  server.isStableAtOnce = false;
  const { cart, troubles } = await tab();
  cart.start();
  await cart.add('LAMP', 1);
  await cart.settle();
  server.secure();
  await cart.add('LAMP', 2);
  await cart.add('LAMP', 4);
  await cart.settle();
  assert.equal(server.quantityOf('LAMP'), 7);
  server.failOver();
  assert.equal(server.quantityOf('LAMP'), 1);
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(cart.view), troubles()], [7, { LAMP: 7 }, []]);
});

test('A merge note and a refusal are told', async t => {
  const { server, tab } = await world(t);
  const { cart, told } = await tab();
  cart.start();
  server.spoil = answer => {
    answer.results.filter(result => result.outcome.endsWith('APPLIED')).forEach(result => Object.assign(result, { outcome: 'OPERATION_OUTCOME_MERGED', note: { kind: 'MERGE_NOTE_KIND_TRANSFERRED', quantity: 2, version: '1' } }));
  };
  await cart.add('LAMP', 2);
  await cart.applyCode('ten');
  await cart.settle();
  assert.deepEqual(told.mergeNoted.map(({ operation, lineId, note }) => [operation.add.sku, lineId, note.kind]), [['LAMP', 'id-LAMP', 'MERGE_NOTE_KIND_TRANSFERRED']]);
  assert.deepEqual(told.refused.map(({ operation }) => operation.applyCode.code), ['ten']);
  assert.deepEqual(cart.view.codes, []);
});

test('A guest signs in: the device follows to the next cart', async t => {
  const { server, tab } = await world(t);
  const { cart, told } = await tab();
  cart.start();
  await cart.add('LAMP');
  await cart.settle();
  server.merged.c1 = 'c2';
  await cart.add('MUG');
  await cart.settle();
  assert.deepEqual([told.redirected, cart.view.cartId, quantities(cart.view)], [[{ from: 'c1', to: 'c2' }], 'c2', { LAMP: 1, MUG: 1 }]);
});

test('A cart that is no longer the caller\'s: its edits stay, and another goes on', async t => {
  const { server, tab } = await world(t);
  const first = await tab({ cartId: 'c1' });
  first.cart.start();
  await first.cart.settle();
  server.loses = 'request';
  await first.cart.add('LAMP');
  await first.close();
  server.loses = undefined;
  server.intercept = path => (path.startsWith('/v1/carts/c1') ? { status: 404, reason: 'CART_NOT_FOUND', detail: '' } : undefined);
  const { cart, log, troubles } = await tab({ cartId: 'c7' });
  cart.start();
  await cart.add('MUG');
  await cart.settle();
  assert.deepEqual([server.quantityOf('MUG'), troubles(), (await log.read()).operations.map(({ cartId }) => cartId)], [1, ['cartNotFound'], ['c1']]);
});

test('Edits for a joined cart that the device has not seen yet stay that cart\'s own', async t => {
  const { server, tab } = await world(t);
  const before = await tab({ cartId: 'c8' });
  await before.cart.add('LAMP', 2);
  assert.deepEqual([before.cart.view.cartId, before.cart.view.server, quantities(before.cart.view)], ['c8', undefined, { LAMP: 2 }]);
  await before.close();

  // The next customer's, not seen either.
  const { cart, log } = await tab({ cartId: 'c1' });
  await cart.add('MUG');
  assert.deepEqual([cart.view.cartId, cart.view.pending, quantities(cart.view)], ['c1', 1, { MUG: 1 }]);
  assert.deepEqual((await log.read()).operations.map(({ cartId, operation }) => [cartId, operation.add.sku]), [['c1', 'MUG'], ['c8', 'LAMP']]);
  cart.start();
  await cart.settle();
  const sent = server.calls.flatMap(call => call.operations.filter(({ add }) => add).map(({ add }) => [call.cartId, add.sku, add.quantity]));
  assert.deepEqual([sent, cart.view.cartId, cart.view.pending], [[['c8', 'LAMP', 2], ['c1', 'MUG', 1]], 'c1', 0]);
});

test('What others do is seen live', async t => {
  const { server, tab } = await world(t, { watch: true });
  const { cart } = await tab();
  const views = [];
  cart.on('changed', view => views.push(quantities(view).MUG));
  cart.start();
  await cart.add('LAMP');
  await cart.settle();
  server.add('MUG', 3);
  await eventually(() => views.includes(3), 'the other device\'s edit is in the view');
});

test('A cart that nobody has edited yet is followed, too', async t => {
  const { server, tab } = await world(t, { watch: true });
  const { cart } = await tab();
  cart.start();
  await cart.settle();
  assert.equal(cart.view.server.version, '0');
  server.add('MUG', 3);
  await eventually(() => quantities(cart.view).MUG === 3, 'the other device\'s first edit is in the view', 5_000);
});

test('After a guest signed in, what others do to the next cart is seen live', async t => {
  const { server, tab } = await world(t, { watch: true });
  const { cart, told } = await tab();
  cart.start();
  await cart.add('LAMP');
  await eventually(() => server.watched.includes('c1'), 'the guest\'s cart is followed');
  server.merged.c1 = 'c2';
  await cart.settle();
  assert.deepEqual(told.redirected, [{ from: 'c1', to: 'c2' }]);
  server.add('MUG', 3);
  await eventually(() => quantities(cart.view).MUG === 3, 'the other device\'s edit is in the view');
});

test('10,000 edits survive a restart, and go in ten batches', async t => {
  const { server, tab } = await world(t);
  const first = await tab();
  await Promise.all(Array.from({ length: 10_000 }, () => first.cart.add('LAMP')));
  assert.deepEqual(quantities(first.cart.view), { LAMP: 10_000 });
  await first.close();
  const { cart, log } = await tab();
  assert.equal(cart.view.pending, 10_000);
  cart.start();
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), (await log.read()).operations.length], [10_000, 0]);
  assert.deepEqual(server.calls.filter(call => call.operations.length > 1).map(call => call.operations.length), Array(10).fill(1000));
});

test('Several edits at once are kept together', async t => {
  const { server, tab } = await world(t);
  const { cart } = await tab();
  const edits = [{ add: { sku: 'LAMP', quantity: 1 } }, { add: { sku: 'MUG', quantity: 2 } }];
  await cart.apply(...edits);
  edits[0].add.quantity = 99;
  await assert.rejects(cart.apply({ add: { sku: 'LAMP', quantity: 1 } }, {}), RangeError);
  await assert.rejects(cart.setGiftNote('x'.repeat(70_000)), RangeError);
  cart.start();
  await cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), server.quantityOf('MUG'), cart.view.pending], [1, 2, 0]);
});

test('A memory log does the same as long as the page lives', async t => {
  const { open, server, client } = await world(t);
  const log = new MemoryOperationLog();
  const [one, other] = [open(await openTab(client, log)), open(await openTab(client, log))];
  one.cart.start();
  other.cart.start();
  await Promise.all([one.cart.add('LAMP'), other.cart.add('LAMP')]);
  await Promise.all([one.cart.settle(), other.cart.settle()]);
  assert.deepEqual([server.quantityOf('LAMP'), quantities(one.cart.view), quantities(other.cart.view)], [2, { LAMP: 2 }, { LAMP: 2 }]);
});

test('The device\'s name is the log\'s, or the one that the tokens carry', async t => {
  const { open, server, profile, tab } = await world(t);
  const { cart, log } = await tab();
  assert.equal(cart.deviceId, (await log.read()).name);
  const named = open(await openTab(clientOf(server.address, { deviceId: 'phone-1' }), await profile.openLog({ name: 'another' })));
  named.cart.start();
  await named.cart.add('LAMP');
  await named.cart.settle();
  assert.deepEqual(Object.keys(server.last), ['phone-1']);
});

test('A log of another market is refused; a closed cart waits for nothing', async t => {
  const { client, profile, tab } = await world(t);
  const { cart } = await tab();
  cart.start();
  await cart.settle();
  await assert.rejects(profile.openLog().then(log => openTab(client, log, { market: 'RO' })), RangeError);
  const waiting = cart.settle(AbortSignal.abort(new Error('left')));
  await assert.rejects(waiting, /left/);
  await cart.close();
  await cart.close();
});
