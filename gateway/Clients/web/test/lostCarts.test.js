// A cart that is not the device's any more while edits wait for it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { DeviceLogError } from '../dist/index.js';
import { problem, ShakyServer } from './support/server.js';
import { clientOf, closing, eventually, impatient, openTab, Profile, quantities } from './support/world.js';

async function world(t, more) {
  const open = closing(t);
  const server = open(await ShakyServer.start());
  const profile = new Profile();
  const tab = async (options, log = profile.openLog()) => open(await openTab(clientOf(server.address, more), await log, options));
  return { open, server, profile, tab };
}

/** Whoever asks for one of these carts is told that there is none. */
const isSomebodyElses = (server, ...cartIds) => {
  server.intercept = path => (cartIds.some(cartId => path.startsWith(`/v1/carts/${cartId}`)) ? problem(404, 'CART_NOT_FOUND') : undefined);
};
const isLost = ({ troubles }) => eventually(() => troubles().includes('cartNotFound'), 'it is told');
const skus = operations => operations.map(({ add }) => add.sku);

test('A lost cart\'s edits are handed back in their order, at once, once and for good', { timeout: 60_000 }, async t => {
  // Nobody waits for the end of a pause.
  const { server, tab, profile } = await world(t, { firstPauseMs: 600_000, longestPauseMs: 600_000 });
  isSomebodyElses(server, 'c9');
  const one = await tab({ cartId: 'c9' });
  await one.cart.add('MUG', 2);
  await one.cart.setGiftNote('Auguri');
  one.cart.start();
  await isLost(one);
  assert.deepEqual([one.cart.view.pending, quantities(one.cart.view)], [2, { MUG: 2 }]);

  const handed = await one.cart.discardLost();
  assert.deepEqual(handed.map(({ add, setGiftNote }) => add ?? setGiftNote), [{ sku: 'MUG', quantity: 2 }, { text: 'Auguri' }]);
  assert.deepEqual([one.cart.view.pending, one.cart.view.lines, await one.cart.discardLost()], [0, [], []]);
  assert.deepEqual((await (await profile.openLog()).read()).operations, []);
});

test('Of an earlier cart that is lost the edits are handed back, and the current one keeps its own', async t => {
  const { server, tab } = await world(t);
  const before = await tab({ cartId: 'c9' });
  await before.cart.add('LAMP', 7);
  await before.close();
  isSomebodyElses(server, 'c9');
  const now = await tab({ cartId: 'c1' });
  await now.cart.add('MUG');
  now.cart.start();
  await isLost(now);
  await now.cart.settle();
  server.isStableAtOnce = false;
  await now.cart.add('CUP');
  await now.cart.settle();
  assert.deepEqual(skus(await now.cart.discardLost()), ['LAMP']);
  assert.deepEqual((await now.log.read()).operations.map(({ cartId, operation }) => [cartId, operation.add.sku]), [['c1', 'CUP']]);
  assert.deepEqual([server.quantityOf('LAMP'), quantities(now.cart.view)], [0, { MUG: 1, CUP: 1 }]);
});

test('A cart that is not lost has nothing to discard', async t => {
  const { server, tab } = await world(t);
  const { cart } = await tab();
  await cart.add('MUG');
  cart.start();
  assert.deepEqual(await cart.discardLost(), []);
  await cart.settle();
  assert.equal(server.quantityOf('MUG'), 1);
});

test('Until somebody asks the edits stay, and go when the cart is the caller\'s again', async t => {
  const { server, tab } = await world(t);
  isSomebodyElses(server, 'c9');
  const one = await tab({ cartId: 'c9' });
  await one.cart.add('MUG', 3);
  one.cart.start();
  await isLost(one);
  server.intercept = undefined;
  server.isStableAtOnce = false;
  one.cart.retry();
  await one.cart.settle();
  assert.deepEqual([server.quantityOf('MUG'), one.cart.view.pending, await one.cart.discardLost()], [3, 0, []]);

  // It is not lost any more: what the server can still lose stays, to be sent again.
  assert.deepEqual((await one.log.read()).operations.map(({ operation }) => operation.add.sku), ['MUG']);
});

test('What was answered and is not stable goes, too, and is not handed back', async t => {
  const { server, tab } = await world(t);
  server.isStableAtOnce = false;
  const { cart, log, troubles } = await tab({ cartId: 'c1' });
  cart.start();
  await cart.add('MUG');
  await cart.settle();
  assert.equal((await log.read()).operations.length, 1);
  isSomebodyElses(server, 'c1');
  await cart.add('LAMP');
  await isLost({ troubles });
  assert.deepEqual(skus(await cart.discardLost()), ['LAMP']);
  assert.deepEqual((await log.read()).operations, []);
});

test('An edit that was used up empty is not handed back', async t => {
  const { server, tab } = await world(t);
  const { cart, told, troubles } = await tab({ cartId: 'c1' });
  await cart.add('BAD');
  await cart.add('MUG');
  server.intercept = (path, body) => (body?.operations?.some(({ add }) => add?.sku === 'BAD') ? problem(400, 'INVALID_FIELD') : undefined);
  cart.on('refused', () => isSomebodyElses(server, 'c1'));
  cart.start();
  await isLost({ troubles });
  assert.deepEqual([told.refused.length, cart.view.pending, skus(await cart.discardLost()), cart.view.pending], [1, 2, ['MUG'], 0]);
});

test('A tab that does not send is handed them, or one of those that ask at once', async t => {
  const { server, tab } = await world(t);
  isSomebodyElses(server, 'c9');
  const [one, other] = [await tab({ cartId: 'c9' }), await tab({ cartId: 'c9' })];
  one.cart.start();
  await isLost(one);
  other.cart.start();
  await one.cart.add('MUG');
  await eventually(() => other.cart.view.pending === 1, 'the other shows it');
  assert.deepEqual(skus(await other.cart.discardLost()), ['MUG']);
  assert.deepEqual([one.cart.view.pending, other.cart.view.pending], [0, 0]);

  await one.cart.add('LAMP');
  await eventually(() => other.cart.view.pending === 1, 'the other shows this, too');
  const handed = await Promise.all([other, one, one].map(({ cart }) => cart.discardLost()));
  assert.deepEqual(handed.map(skus).flat(), ['LAMP']);
});

test('An edit that is on its way is not handed back: it may happen', async t => {
  const { server, tab } = await world(t);
  let answer;
  const held = new Promise(resolve => { answer = resolve; });
  isSomebodyElses(server, 'c9');
  const { cart, troubles } = await tab({ cartId: 'c9' });
  await cart.add('MUG');
  cart.start();
  await isLost({ troubles });

  // The cart is the caller's again, and the server takes its time.
  let isOnItsWay = false;
  server.intercept = async (path, body) => {
    if (body?.operations?.some(({ add }) => add)) {
      isOnItsWay = true;
      await held;
    }
  };
  cart.retry();
  await eventually(() => isOnItsWay, 'it is on its way');
  const discarded = cart.discardLost();
  answer();
  assert.deepEqual([await discarded, server.quantityOf('MUG'), cart.view.pending], [[], 1, 0]);
});

test('The tab that sends is gone before it has answered: the next one does', async t => {
  const { server, tab } = await world(t, impatient);
  isSomebodyElses(server, 'c9');
  const [one, other] = [await tab({ cartId: 'c9' }), await tab({ cartId: 'c9' })];
  one.cart.start();
  await isLost(one);
  let isAsked = false;
  server.intercept = () => { isAsked = true; return () => undefined; };
  await one.cart.add('MUG');
  one.cart.retry();
  await eventually(() => isAsked, 'it waits for an answer');
  other.cart.start();
  const discarded = other.cart.discardLost();
  await one.close();

  // Nobody has told the next one that the cart is lost: it has nothing to discard before it was told itself.
  assert.deepEqual([await discarded, other.cart.view.pending], [[], 1]);
  isSomebodyElses(server, 'c9');
  const before = other.troubles().length;
  other.cart.retry();
  await eventually(() => other.troubles().slice(before).includes('cartNotFound'), 'it is told, too');
  assert.deepEqual(skus(await other.cart.discardLost()), ['MUG']);
});

test('A log that cannot be written: they stay, and whoever asked is told, in whatever tab', async t => {
  const { server, profile, tab } = await world(t);
  isSomebodyElses(server, 'c9');
  const log = await profile.openLog();
  const { update } = log;
  const one = await tab({ cartId: 'c9' }, log);
  const other = await tab({ cartId: 'c9' });
  await one.cart.add('MUG');
  one.cart.start();
  await isLost(one);
  other.cart.start();
  log.update = async () => { throw new DeviceLogError('full', 'cart'); };
  for (const { cart } of [one, other]) await assert.rejects(cart.discardLost(), error => error instanceof DeviceLogError && error.fault === 'full');
  assert.deepEqual([one, other].map(({ cart }) => cart.view.pending), [1, 1]);
  log.update = update;
  assert.deepEqual(skus(await one.cart.discardLost()), ['MUG']);
});

test('Who waits no longer is handed nothing, and the edits stay', async t => {
  const { server, tab } = await world(t);
  isSomebodyElses(server, 'c9');
  const [one, other] = [await tab({ cartId: 'c9' }), await tab({ cartId: 'c9' })];
  await one.cart.add('MUG');
  one.cart.start();
  await isLost(one);
  other.cart.start();
  let answer;
  const held = new Promise(resolve => { answer = resolve; });
  let isAsked = false;
  server.intercept = async () => {
    isAsked = true;
    await held;
    return problem(404, 'CART_NOT_FOUND');
  };
  one.cart.retry();
  await eventually(() => isAsked, 'a call is under way');
  for (const { cart } of [one, other]) {
    const left = new AbortController();
    const waiting = cart.discardLost(left.signal);
    left.abort(new Error('left'));
    await assert.rejects(waiting, /left/);
    await assert.rejects(cart.discardLost(left.signal), /left/);
  }

  // Tabs hear each other in order: who has this edit has heard all that was said before.
  await other.cart.add('CUP');
  await eventually(() => one.cart.view.pending === 2, 'it was heard');
  const before = one.troubles().length;
  answer();
  await eventually(() => one.troubles().length > before + 1, 'the next calls are over, too');
  assert.deepEqual([one.cart.view.pending, other.cart.view.pending], [2, 2]);
  assert.deepEqual(skus(await other.cart.discardLost()), ['MUG', 'CUP']);
});

test('A cart that was closed is not waited for', async t => {
  const { tab } = await world(t);
  const { cart } = await tab();
  const waiting = cart.discardLost();
  await cart.close();
  await assert.rejects(waiting, /closed/);
  await assert.rejects(cart.discardLost(), /closed/);
  await assert.rejects(cart.settle(), /closed/);
});
