import test from 'node:test';
import assert from 'node:assert/strict';
import { ShakyServer } from '../support/server.js';
import { files, launch, openPage, ready } from '../support/chromium.js';
import { closing, eventually, quick } from '../support/world.js';

test('Chromium', async t => {
  const open = closing(t);
  const browser = open(await launch());
  const world = async t => {
    const openHere = closing(t);
    const server = openHere(await ShakyServer.start());
    server.files = files;
    const context = openHere(await browser.newContext());
    return { server, context, tab: more => openPage(context, server.address, { client: quick, ...more }) };
  };
  const start = page => page.evaluate(() => window.cart.start());
  const add = (page, sku, quantity) => page.evaluate(edit => window.cart.add(...edit), [sku, quantity]);
  const settle = page => page.evaluate(() => window.cart.settle());
  const shown = page => page.evaluate(() => [window.quantities(), window.cart.view.pending, window.told.trouble.map(({ kind }) => kind)]);

  await t.test('Two tabs share one log: every edit is in both, and is sent once', async t => {
    const { server, tab } = await world(t);
    const tabs = [await tab(), await tab()];
    await Promise.all(tabs.map(start));
    await Promise.all(tabs.map(page => page.evaluate(() => Promise.all(Array.from({ length: 50 }, () => window.cart.add('LAMP'))))));
    await Promise.all(tabs.map(settle));
    assert.equal(server.quantityOf('LAMP'), 100);
    for (const page of tabs) assert.deepEqual(await shown(page), [{ LAMP: 100 }, 0, []]);
    assert.deepEqual(Object.values(server.last), [100]);
  });

  const ends = { 'is closed': page => page.close(), 'crashes': page => page.goto('chrome://crash').catch(() => undefined) };
  for (const [how, end] of Object.entries(ends)) {
    await t.test(`The tab that sends ${how} in the middle of it: the other settles all, and nothing is doubled`, async t => {
      const { server, tab } = await world(t);
      const one = await tab();
      await start(one);
      await settle(one);
      const other = await tab();
      await start(other);
      server.loses = 'silently';
      await add(one, 'LAMP', 2);
      await eventually(() => server.quantityOf('LAMP') === 2, 'it has arrived, and nobody knows');
      await add(one, 'LAMP', 4);
      await add(other, 'MUG', 1);
      server.loses = undefined;
      await end(one);
      await settle(other);
      assert.deepEqual([server.quantityOf('LAMP'), server.quantityOf('MUG')], [6, 1]);
      assert.deepEqual((await shown(other)).slice(0, 2), [{ LAMP: 6, MUG: 1 }, 0]);
    });
  }

  await t.test('A reload off line keeps the edits; back on line they are sent at once', async t => {
    const { server, context, tab } = await world(t);

    // Nothing but the browser's own news that the network is back ends such a pause.
    const patient = { client: { firstPauseMs: 600_000, longestPauseMs: 600_000 } };
    const page = await tab(patient);
    server.loses = 'request';
    await start(page);
    await add(page, 'LAMP', 3);
    await ready(page, () => page.reload(), patient);
    assert.deepEqual(await shown(page), [{ LAMP: 3 }, 1, []]);
    await start(page);
    await add(page, 'LAMP', 1);
    await eventually(async () => (await shown(page))[2].includes('offline'), 'it is told');
    server.loses = undefined;
    await context.setOffline(true);
    await context.setOffline(false);
    await settle(page);
    assert.deepEqual([server.quantityOf('LAMP'), (await shown(page)).slice(0, 2)], [4, [{ LAMP: 4 }, 0]]);
  });

  await t.test('A page follows what another device does', async t => {
    const { server, tab } = await world(t);
    const page = await tab();
    await start(page);
    await add(page, 'LAMP', 1);
    await settle(page);
    server.add('MUG', 2);
    await page.waitForFunction(() => window.quantities().MUG === 2);
  });
});
