// The same in Debian's Chromium, on IndexedDB as pages have it: what is kept is on the disk.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { launch } from '../test/support/chromium.js';

const root = new URL('../', import.meta.url);
const isServed = path => /^\/(dist\/[\w/]+|scripts\/edits)\.js$/.test(path);

/** @param measure Is given what can be measured in a page. */
export async function withChromium(measure) {
  const server = http.createServer(async (request, response) => {
    if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Edits</title>');
    if (!isServed(request.url)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(new URL(request.url.slice(1), root)));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await measure({
      puts: settings => page.evaluate(async options => (await import('/scripts/edits.js')).measurePuts(indexedDB, options), settings),
      edits: settings => page.evaluate(async options => {
        const [lib, { measureEdits }] = await Promise.all([import('/dist/index.js'), import('/scripts/edits.js')]);
        return measureEdits(lib, () => lib.IndexedDbOperationLog.open({ name: `cart-${Math.random()}` }), options);
      }, settings),
    });
  } finally {
    await browser.close();
    server.close();
  }
}
