// Signing in with a provider, as its page does it: at one seat and at a second one as somebody else; tokens that end are renewed, for pages and for circuits. Its second argument is the port at which the
// console looks for the gateway: it comes to be away.
'use strict';
const assert = require('assert/strict');
const { main, eventually } = require('../lib');
const { world, inChromium, told, visitor, detour, interactive } = require('./console.js');

main(() => inChromium(browser => told('sign-in', signsIn, browser)));

async function signsIn(browser, check) {
  const way = await detour(`http://${world.grpc}`, Number(process.argv[3]));
  const visit = await visitor(browser);
  // The provider is another origin, and has no icon.
  visit.expected.push(/^request to http:\/\/127\.0\.0\.1:\d+\/(auth|sign-in|session\/end)/, /Failed to load resource.*favicon/);
  const { page } = visit;
  const signIn = async (seat, name) => {
    await page.goto(`/session/${seat}/sign-in?return=/`);
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.waitForURL(url => url.pathname === '/').catch(async failure => { throw new Error(`${page.url()}: ${await page.locator('body').innerText()}`, { cause: failure }); });
  };
  const session = seat => page.evaluate(async at => (await fetch(`/session/${at}`)).json(), seat);
  const token = seat => page.evaluate(async at => { const answer = await fetch(`/session/${at}/token`); return { status: answer.status, ...(await answer.json()) }; }, seat);

  await signIn('main', 'agent-5');
  await page.locator('.person', { hasText: 'agent-5' }).waitFor();
  assert.equal((await session('main')).role, 'agent');
  check('signed in at the provider');

  await signIn('phone', 'customer-9');
  assert.deepEqual([(await session('phone')).subject, (await session('main')).subject], ['people~customer-9', 'people~agent-5']);
  check('somebody else sits at the second seat');

  const first = await token('phone');
  assert.equal(first.status, 200);
  await eventually(60_000, 'a new token', async () => { const next = await token('phone'); assert.equal(next.status, 200); return next.accessToken !== first.accessToken; });
  assert.equal((await token('phone')).status, 200);
  check('a token that ends is renewed');

  const side = await Promise.all(Array.from({ length: 8 }, () => token('main')));
  assert.deepEqual(side.map(({ status }) => status), Array(8).fill(200));
  check('tabs that ask at once do not spend the refresh token twice');

  await page.goto('/');
  await interactive(page);
  assert.equal(await page.locator('[role=alert]', { hasText: 'session has ended' }).count(), 0);
  check('the circuit has the renewed token');

  await page.goto('/desk');
  await interactive(page);
  const failure = page.getByRole('alert');
  way.cut();
  await page.getByLabel('E-mail, phone, card, order or customer').fill('nobody@shop.example');
  await page.keyboard.press('Enter');
  await failure.getByText('The platform does not answer').waitFor();
  way.mend();
  await failure.locator('code', { hasText: 'IDENTITY_NOT_FOUND' }).waitFor();
  check('what nobody answered is asked again by itself');

  assert.deepEqual(visit.faults, []);
}
