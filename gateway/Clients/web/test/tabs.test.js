import test from 'node:test';
import assert from 'node:assert/strict';
import { LocalLocks } from '../dist/index.js';
import { ShakyServer } from './support/server.js';
import { clientOf, closing, eventually, impatient, openTab, Profile, quantities } from './support/world.js';

async function world(t, count, more) {
  const open = closing(t);
  const server = open(await ShakyServer.start());
  const profile = new Profile();
  const tabs = [];
  for (let index = 0; index < count; index++) {
    // Each tab has a client of its own, and says who it is by its token.
    tabs.push(open(await openTab(clientOf(server.address, { token: () => `tab-${index}`, ...more }), await profile.openLog())));
  }

  return { open, server, profile, tabs };
}

test('Every tab\'s edit is in every tab\'s view, and is sent once, by one of them', async t => {
  const { server, tabs } = await world(t, 3);
  const senders = new Set();
  server.intercept = (path, _, request) => { if (path.endsWith(':apply')) senders.add(request.headers.authorization); };
  tabs.forEach(({ cart }) => cart.start());
  await Promise.all(tabs.map(async ({ cart }, index) => { for (let n = 0; n < 30; n++) await cart.add('LAMP', index + 1); }));
  await Promise.all(tabs.map(({ cart }) => cart.settle()));
  assert.equal(server.quantityOf('LAMP'), 30 * 6);
  tabs.forEach(({ cart, told }) => assert.deepEqual([quantities(cart.view), cart.view.pending, told.trouble], [{ LAMP: 180 }, 0, []]));
  assert.deepEqual([senders.size, Object.values(server.last)], [1, [90]]);
});

test('Off line a tab shows at once what another edits', async t => {
  const { tabs: [one, other] } = await world(t, 2);
  const seen = [];
  other.cart.on('changed', view => seen.push(quantities(view).LAMP));
  await one.cart.add('LAMP', 3);
  await eventually(() => seen.includes(3), 'the other shows it');
  await other.cart.add('LAMP');
  await eventually(() => quantities(one.cart.view).LAMP === 4, 'and back');
  assert.equal(one.cart.view.pending, 2);
});

test('The sending tab closes: another goes on, and whoever waits is served', async t => {
  const { server, tabs: [one, other] } = await world(t, 2, impatient);
  one.cart.start();
  await one.cart.settle();
  other.cart.start();
  server.loses = 'request';
  await other.cart.add('LAMP');
  const settled = other.cart.settle();
  await eventually(() => one.troubles().includes('offline'), 'the first tries');
  await one.close();
  server.loses = undefined;
  await settled;
  assert.deepEqual([server.quantityOf('LAMP'), other.cart.view.pending], [1, 0]);
});

test('The sending tab dies with an answer on its way: nothing is doubled, nothing lost', async t => {
  const { open, server, profile, tabs: [one] } = await world(t, 1);
  one.cart.start();
  await one.cart.settle();

  // It sends, and never hears of the answer; its lock goes as with a page that crashes.
  server.loses = 'silently';
  await one.cart.add('LAMP', 2);
  await eventually(() => server.quantityOf('LAMP') === 2, 'it has arrived');
  server.loses = undefined;
  profile.locks = new LocalLocks();
  const other = open(await openTab(clientOf(server.address), await profile.openLog()));
  assert.equal(quantities(other.cart.view).LAMP, 2);
  other.cart.start();
  await other.cart.add('LAMP');
  await other.cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(other.cart.view)], [3, { LAMP: 3 }]);
});

test('What the sender hears is told in every tab', async t => {
  const { server, tabs } = await world(t, 2);
  tabs[0].cart.start();
  await tabs[0].cart.settle();
  tabs[1].cart.start();
  await tabs[1].cart.setGiftNote('hello');
  await tabs[1].cart.settle();
  server.merged.c1 = 'c2';
  await tabs[1].cart.add('LAMP');
  await tabs[1].cart.settle();
  for (const { told, cart } of tabs) {
    await eventually(() => told.redirected.length === 1, 'both know of the next cart');
    assert.deepEqual([told.refused.map(({ operation }) => operation.setGiftNote.text), told.redirected, cart.view.cartId], [['hello'], [{ from: 'c1', to: 'c2' }], 'c2']);
  }
});

test('A tab whose turn it is not shows what there is when it starts', async t => {
  const { tabs: [one, other] } = await world(t, 2);
  one.cart.start();
  await one.cart.add('LAMP');
  await one.cart.settle();
  const seen = [];
  await eventually(() => quantities(other.cart.view).LAMP === 1, 'it knows');
  other.cart.on('changed', view => seen.push(quantities(view)));
  other.cart.start();
  assert.deepEqual(seen, [{ LAMP: 1 }]);
});

test('A tab that missed the news reads the log before it edits', async t => {
  const { server, profile, open, tabs: [one] } = await world(t, 1);
  const deaf = await profile.openLog();
  deaf.connect = () => ({ post() {}, close() {} });
  const other = open(await openTab(clientOf(server.address), deaf));
  await one.cart.add('LAMP');
  await one.cart.add('LAMP');
  await other.cart.add('LAMP');
  assert.deepEqual([quantities(other.cart.view), other.cart.view.pending], [{ LAMP: 3 }, 3]);
  one.cart.start();
  await one.cart.settle();
  assert.deepEqual([server.quantityOf('LAMP'), quantities(one.cart.view)], [3, { LAMP: 3 }]);
});

test('Without Web Locks the log itself says whose turn it is', async t => {
  const open = closing(t);
  const server = open(await ShakyServer.start());
  const profile = new Profile();
  profile.locks = undefined;
  const senders = new Set();
  server.intercept = (path, _, request) => { senders.add(request.headers.authorization); };
  const tabs = [];
  for (const token of ['one', 'other']) tabs.push(open(await openTab(clientOf(server.address, { token: () => token }), await profile.openLog())));
  tabs.forEach(({ cart }) => cart.start());
  await Promise.all(tabs.map(({ cart }) => cart.add('LAMP')));
  await Promise.all(tabs.map(({ cart }) => cart.settle()));
  assert.deepEqual([server.quantityOf('LAMP'), senders.size], [2, 1]);
});
