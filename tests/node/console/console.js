// Chromium before the console: seats, tokens, and what every page must keep: no error in the console, no request outside the origin, nothing that axe finds serious.
'use strict';
const net = require('net');
const path = require('path');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What the test says about the world: { address, grpc, code, state, screenshots }. */
const world = process.argv[2] ? JSON.parse(process.argv[2]) : undefined;

/** A token of the development issuer: { sub, role, channel, store_id, actor, device_id, ttl_seconds }. */
async function token(claims) {
  const { access_token } = await call('POST', '/dev/tokens', undefined, claims, { 'Omnichannel-Dev-Code': world.code });
  return access_token;
}

/** A JSON call of the API; its failure is thrown with status and reason. */
async function call(method, target, bearer, body, headers = {}) {
  const answer = await fetch(world.address + target, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      ...(method === 'GET' ? {} : { 'Idempotency-Key': crypto.randomUUID() }), ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : undefined;
  if (!answer.ok) throw Object.assign(new Error(`${method} ${target}: ${answer.status} ${text}`), { status: answer.status, reason: value?.reason });
  return value;
}

/** A Chromium. */
const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** Opens Chromium and hands it over; it is closed whatever happens. */
async function inChromium(run) {
  const browser = await launch();
  try {
    return await run(browser);
  } finally {
    await browser.close();
  }
}

/** Tells a story, `(browser, check) => …`, and returns what it has shown: { checks }. A reader sees how long each took. */
async function told(name, story, browser) {
  const checks = [];
  let before = performance.now();
  await story(browser, check => {
    const now = performance.now();
    checks.push(check);
    console.error(`${name}: ${check} (${((now - before) / 1000).toFixed(1)} s)`);
    before = now;
  });
  return { checks };
}

/**
 * A visitor with cookies of their own: { context, page, faults }. Faults are errors of the console, failed scripts and requests outside the origin.
 * Those that match an entry of `expected` (a RegExp) are none: a page that is off line cannot help the browser's own words about it.
 */
async function visitor(browser, { width = 1280, height = 900, dark = false, language = 'en-GB', timezone = 'Europe/Rome', address = world.address, scripts = true } = {}) {
  // Without graphics every frame of a movement costs as much as the page itself.
  const context = await browser.newContext({
    reducedMotion: 'reduce', viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: language, timezoneId: timezone, baseURL: address, javaScriptEnabled: scripts,
  });
  const visit = { context, address, page: undefined, faults: [], expected: [] };
  const fault = text => { if (!visit.expected.some(pattern => pattern.test(text))) visit.faults.push(text); };
  context.on('request', request => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin.replace(/^ws/, 'http') !== address) fault(`request to ${url.href}`);
  });
  context.on('page', page => {
    page.on('console', message => { if (message.type() === 'error') fault(`console: ${message.text()} ${message.location().url}`); });
    page.on('pageerror', failure => fault(`script: ${failure.stack ?? failure}`));
  });
  // What a first visit chooses by itself, with a reload.
  await context.addCookies([{ name: 'theme', value: dark ? 'dark' : 'light', url: address }]);
  visit.page = await context.newPage();
  return visit;
}

/** A way to the platform that can be cut and mended: { address, cut, mend, close }. Cut, it breaks what is under way and takes nothing new. */
async function detour(to = world.address, at = 0) {
  const { hostname, port } = new URL(to);
  const open = new Set();
  let isCut = false;
  const server = net.createServer(near => {
    if (isCut) return near.destroy();
    const far = net.connect(port, hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one);
      one.on('error', () => {}).on('close', () => { open.delete(one); other.destroy(); }).pipe(other);
    }
  });
  await new Promise(resolve => server.listen(at, '127.0.0.1', resolve));
  const cut = () => { isCut = true; open.forEach(one => one.destroy()); };
  return { address: `http://127.0.0.1:${server.address().port}`, cut, mend: () => { isCut = false; }, close: () => { cut(); server.close(); } };
}

// A new link ends the one before, and stories are told side by side: each is used before the next is made.
let used = Promise.resolve();

/** Lets a visitor choose identities, as the printed link does. With a target, the page that the link is opened in goes there. */
async function letIn(visit, target) {
  const opened = used.then(async () => {
    const { link } = await call('POST', '/dev/links', undefined, undefined, { 'Omnichannel-Dev-Code': world.code });
    if (target !== undefined) return visit.page.goto(`/session/open?link=${link}&return=${encodeURIComponent(target)}`);
    const answer = await visit.context.request.get(`/session/open?link=${link}&return=/`, { maxRedirects: 0 });
    if (answer.headers().location !== '/') throw new Error(`The link was not taken: ${answer.status()} ${answer.headers().location}`);
  });
  used = opened.catch(() => {});
  await opened;

  // Who leaves a page while it connects makes it complain.
  if (target !== undefined) await interactive(visit.page);
}

/** Signs a seat in as a development identity: { subject, role, channel, store_id, device_id, ttl_seconds }. The visitor was let in before. */
async function sit(visit, seat, identity) {
  const answer = await visit.context.request.post(`/session/${seat}/identity`, { form: identity, headers: { Origin: visit.address } });
  if (answer.status() !== 204) throw new Error(`${seat} could not be signed in: ${answer.status()} ${await answer.text()}`);
}

/** Waits until the page has its circuit. */
const interactive = page => page.waitForFunction(() => window.omnichannel?.isConnected === true);

/** What axe finds serious or critical on the page. */
async function axeFindings(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
}

/** Nothing stands out to the side. */
async function fits(page) {
  const [wide, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > there) throw new Error(`The page is ${wide} px wide on ${there}.`);
}

/** A picture for people, in TestResults/screenshots. */
const screenshot = (page, name, more = {}) => page.screenshot({ path: path.join(world.screenshots, `${name}.png`), animations: 'disabled', ...more });

module.exports = { world, token, call, launch, inChromium, told, visitor, detour, letIn, sit, interactive, axeFindings, fits, screenshot };
