// A page that watches its cart and its points through one EventSource, by ticket, over a connection that breaks; and one whose token ends. EventSource knows nothing of
// tokens or of us: it sends what the HTML standard says, and comes back by itself.
'use strict';
const assert = require('node:assert/strict');
const net = require('node:net');
const { EventSource } = require('eventsource');
const { JsonClient, developmentToken, input, main, eventually } = require('../lib');

const PATIENCE_MS = 60_000;

main(async () => {
  const { http, code } = await input();
  const customer = 'customer-1';
  const token = claims => developmentToken(http, code, claims);
  const shopper = new JsonClient(http, { token: await token({ sub: customer, role: 'customer', device_id: 'browser' }) });
  const agent = new JsonClient(http, { token: await token({ sub: 'agent-3', role: 'agent' }) });
  await shopper.post('/v1/members', { memberId: customer }, { idempotencyKey: 'enrol' });
  const { cartId } = (await shopper.get('/v1/carts:active', { query: { market: 'IT' } })).cart;
  const watches = { cart: `/v1/carts/${cartId}:watch`, points: `/v1/members/${customer}/balance:watch`, timeline: `/v1/customers/${customer}/timeline:watch` };
  let deviceSeq = 0;
  const add = sku => shopper.post(`/v1/carts/${cartId}:apply`, { deviceId: 'browser', operations: [{ deviceSeq: ++deviceSeq, add: { sku, quantity: 1 } }] });
  const give = points => agent.post(`/v1/members/${customer}:adjustPoints`, { points, reason: 'Goodwill' }, { idempotencyKey: `give-${points}` });

  await add('SCARF-03');
  await staysInTouch(http, shopper, watches, add, give);
  await endsWithItsToken(http, new JsonClient(http, { token: await token({ sub: customer, role: 'customer', ttl_seconds: 2 }) }), watches);
  return { done: true };
});

async function staysInTouch(http, shopper, watches, add, give) {
  const line = await breakableLine(http);
  const page = new Page(line.url, await addressOf(shopper, Object.values(watches)));
  try {
    await eventually(PATIENCE_MS, 'the cart is there', () => page.of(watches.cart).length > 0);
    assert.equal(page.of(watches.cart)[0].type, 'snapshot');
    // The timeline is for staff: it ends alone.
    await eventually(PATIENCE_MS, 'the timeline is refused', () => page.of(watches.timeline).length > 0);
    assert.deepEqual(page.of(watches.timeline).map(event => [event.type, event.data.reason]), [['error', 'ROLE_NOT_ALLOWED']]);

    await add('MUG-02');
    await give(100);
    await eventually(PATIENCE_MS, 'both are seen', () => sees(page, watches, 'MUG-02', '100'));

    line.cut();
    await add('LAMP-01');
    await give(11);
    await eventually(PATIENCE_MS, 'what happened meanwhile is seen', () => sees(page, watches, 'LAMP-01', '111'));
    assert.equal(line.connections, 2, 'one connection for all watches, and one more after the break');
    assert.match(line.requests[1], /^last-event-id: [\w-]{8}\.\d+\.\d+\.$/im);

    // Resumed, not begun anew: each change goes on from the one before.
    const cart = page.of(watches.cart).filter(event => event.type !== 'error');
    const changes = cart.slice(cart.findIndex(event => event.type === 'change'));
    assert.ok(changes.length >= 2 && changes.every(event => event.type === 'change'), JSON.stringify(cart.map(event => event.type)));
    for (let i = 1; i < changes.length; i++) assert.equal(changes[i].data.change.fromVersion, changes[i - 1].data.version);
  } finally {
    page.close();
    line.close();
  }
}

async function endsWithItsToken(http, shopper, watches) {
  const page = new Page(http, await addressOf(shopper, [watches.cart, watches.points]));
  try {
    await eventually(PATIENCE_MS, 'both watches end with the token', () => [watches.cart, watches.points].every(
      watch => page.of(watch).some(event => event.type === 'error' && event.data.reason === 'TOKEN_EXPIRED')));
  } finally {
    page.close();
  }
}

const sees = (page, watches, sku, points) =>
  page.of(watches.cart).some(event => JSON.stringify(event.data).includes(sku)) && page.of(watches.points).some(event => event.data.balance?.active === points);

async function addressOf(shopper, watches) {
  const watch = `/v1/streams?${new URLSearchParams(watches.map(each => ['watch', each]))}`;
  const { ticket } = await shopper.post('/v1/sseTickets', { watch });
  return `${watch}&ticket=${ticket}`;
}

/** What a page hears. */
class Page {
  constructor(http, address) {
    this.events = [];
    this.source = new EventSource(http + address);
    for (const type of ['snapshot', 'change', 'message', 'end', 'error']) {
      // EventSource's own errors have no data.
      this.source.addEventListener(type, event => { if (event.data) this.events.push({ type, ...JSON.parse(event.data) }); });
    }
  }

  of(watch) { return this.events.filter(event => event.watch === watch); }
  close() { this.source.close(); }
}

/** A way to the gateway that can be cut, and remembers what went through. */
async function breakableLine(http) {
  const { hostname, port } = new URL(http);
  const line = { connections: 0, requests: [], open: new Set() };
  const server = net.createServer(near => {
    const far = net.connect(Number(port), hostname);
    const index = line.connections++;
    line.requests[index] = '';
    near.on('data', bytes => { line.requests[index] += bytes; });
    near.pipe(far).pipe(near);
    for (const [socket, other] of [[near, far], [far, near]]) {
      line.open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => { line.open.delete(socket); other.destroy(); });
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  line.url = `http://127.0.0.1:${server.address().port}`;
  line.cut = () => { for (const socket of line.open) socket.destroy(); };
  line.close = () => { line.cut(); server.close(); };
  return line;
}
