// Debian's Chromium, with pages that use the client as it is built.
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const root = new URL('../../', import.meta.url);
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });

/** Serves the page and the built client. */
export async function files(path, response) {
  const file = path === '/' ? 'test/browser/page.html' : /^\/dist\/[\w/]+\.js$/.test(path) ? path.slice(1) : undefined;
  if (file === undefined) return response.writeHead(404).end();
  const type = file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
  return response.writeHead(200, { 'content-type': type }).end(await readFile(new URL(file, root)));
}

/** A tab of a profile, with a cart that is open and not started. */
export async function openPage(context, address, { client, cart } = {}) {
  const page = await context.newPage();
  await ready(page, () => page.goto(`${address}/`), { client, cart });
  return page;
}

export async function ready(page, load, { client = {}, cart = {} } = {}) {
  await load();
  await page.waitForFunction(() => window.isReady);
  await page.evaluate(([clientOptions, cartOptions]) => window.begin(clientOptions, cartOptions), [client, cart]);
}
