// What a person at /channels waits for, in Chromium, in ms: until the page is first painted when the browser has been there before, and from an edit on one device until another
// one shows it. Argument: as the stories have it. Writes { paint, edits }: the times as they were measured.
'use strict';
const { main } = require('../lib');
const { inChromium } = require('./console.js');
const { newCustomer, open, joinTill, settled, shows, add, row } = require('./channels-page.js');

const PAINTS = 30;
const EDITS = 200;
const WARM_UP = 20;
const SKU = 'MUG-02';

main(() => inChromium(async browser => {
  const { subject } = await newCustomer('figures');
  const opened = await open(browser, { customer: subject, till: 'till-figures', laptop: subject });
  const { page, phone, browser: laptop, till } = opened;
  await add(phone, 'mug', SKU);
  await shows(laptop, SKU, 1);
  await joinTill(opened);
  await shows(till, SKU, 1);
  await settled(phone);
  const edits = {};
  for (const [from, to] of [['phone', 'browser'], ['phone', 'till'], ['till', 'phone']]) edits[`${from} to ${to}`] = (await times(page, from, to)).slice(WARM_UP);
  const paint = [];
  for (let i = 0; i < PAINTS; i++) {
    await page.goto('/channels');
    await row(phone, SKU).waitFor();
    paint.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
  }

  await opened.visit.context.close();
  return { paint, edits };
}));

// By clicks on one panel, one more and one less in turns, looked for at every frame of the other one.
const times = (page, from, to) => page.evaluate(async ({ from, to, sku, edits }) => {
  const part = (name, what) => document.querySelector(`[data-channel-panel="${name}"] .cart li[data-sku="${sku}"] [data-do="${what}"]`);
  const frame = () => new Promise(requestAnimationFrame);
  const took = [];
  for (let i = 0; i < edits; i++) {
    const before = part(to, 'quantity').value;
    const since = performance.now();
    part(from, i % 2 === 0 ? 'more' : 'less').click();
    while (part(to, 'quantity').value === before) await frame();
    took.push(performance.now() - since);
    while (part(from, 'quantity').value !== part(to, 'quantity').value) await frame();
  }

  return took;
}, { from, to, sku: SKU, edits: EDITS + WARM_UP });
