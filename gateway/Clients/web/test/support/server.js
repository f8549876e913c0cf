// A gateway of one cart of lamps and mugs, that is away, loses what was not stable, is busy, or answers nonsense, when a test says so. It only adds and counts numbers.
import http from 'node:http';

const day = '2026-01-01T00:00:00Z';

export class ShakyServer {
  /** Whether what is answered is safe at once. */
  isStableAtOnce = true;
  /** Answers instead of the cart: a function of the request's path and parsed body; undefined for the ordinary answer. */
  intercept = undefined;
  /** Changes the JSON of an answer to edits on its way. */
  spoil = undefined;
  /** `request`: nothing arrives. `answer`: edits arrive, and the connection dies. `silently`: edits arrive, and are never answered. */
  loses = undefined;
  /** How often edits were sent, and what came with each call. */
  calls = [];
  #now = { version: 0, quantities: {}, last: {} };
  #stable = this.#now;
  #watchers = new Set();
  #server;
  /** Carts that were merged into another. */
  merged = {};
  /** Answers what is no call: a page and its scripts. */
  files = undefined;

  static async start() {
    const server = new ShakyServer();
    server.#server = http.createServer((request, response) => void server.#serve(request, response).catch(() => response.destroy()));
    await new Promise(resolve => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get address() { return `http://127.0.0.1:${this.#server.address().port}`; }
  get version() { return this.#now.version; }

  quantityOf(sku) { return this.#now.quantities[sku] ?? 0; }

  /** The carts that are followed now. */
  get watched() { return [...this.#watchers].map(({ cartId }) => cartId); }

  /** How many numbers each device has used. */
  get last() { return this.#now.last; }

  /** What is there is safe from now on. */
  secure() { this.#stable = this.#now; }

  /** Another node takes over, with what was safe. */
  failOver() { this.#now = this.#stable; }

  /** Another device adds. */
  add(sku, quantity) {
    this.#change({ quantities: { ...this.#now.quantities, [sku]: this.quantityOf(sku) + quantity } });
    this.#tell();
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(resolve));
  }

  cart(cartId = 'c1') {
    const lines = Object.entries(this.#now.quantities).map(([sku, quantity]) => ({ lineId: `id-${sku}`, sku, options: {}, quantity, saved: false }));
    const state = this.merged[cartId] ? { mergedIntoCartId: this.merged[cartId] } : {};
    const stableVersion = String(this.isStableAtOnce ? this.#now.version : Math.min(this.#stable.version, this.#now.version));
    return { cartId, market: 'IT', version: String(this.#now.version), stableVersion, lines, codes: [], giftNote: '', createdAt: day, ...state };
  }

  async #serve(request, response) {
    let text = '';
    for await (const part of request) text += part;
    const body = text === '' ? undefined : JSON.parse(text);
    const path = decodeURIComponent(request.url.split('?')[0]);
    if (!path.startsWith('/v1/')) return this.files?.(path, response);
    if (this.loses === 'request') return request.socket.destroy();
    const other = await this.intercept?.(path, body, request);
    if (other !== undefined) return typeof other === 'function' ? other(response) : this.#answer(response, other.status ?? 200, other);
    if (path.endsWith(':watch')) return this.#watch(path.slice('/v1/carts/'.length, -':watch'.length), request, response);
    const json = path.endsWith(':apply') ? this.#apply(path.slice('/v1/carts/'.length, -':apply'.length), body)
      : { cart: this.cart(path === '/v1/carts:active' ? (this.merged.c1 ?? 'c1') : path.slice('/v1/carts/'.length)) };
    const hasEdits = body?.operations?.some(operation => operation.add) ?? false;
    if (this.loses === 'answer' && hasEdits) return request.socket.destroy();
    if (this.loses === 'silently' && hasEdits) return undefined;
    return this.#answer(response, 200, json);
  }

  #answer(response, status, json) {
    const type = status < 300 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type }).end(typeof json.raw === 'string' ? json.raw : JSON.stringify(json));
  }

  #apply(cartId, { deviceId, operations }) {
    this.calls.push({ cartId, deviceId, operations });
    const results = operations.map(operation => this.#one(deviceId, operation));
    this.#stable = this.isStableAtOnce ? this.#now : this.#stable;
    const cart = this.cart(this.merged[cartId] ?? cartId);
    const answer = { results, cart, version: cart.version, stableVersion: cart.stableVersion };
    this.#tell();
    return this.spoil?.(answer) ?? answer;
  }

  #one(device, operation) {
    const due = (this.#now.last[device] ?? 0) + 1;
    const number = BigInt(operation.deviceSeq);
    if (number > BigInt(due)) return { deviceSeq: operation.deviceSeq, outcome: 'OPERATION_OUTCOME_OUT_OF_ORDER', lineId: '', expectedDeviceSeq: String(due) };
    if (number < BigInt(due)) return { deviceSeq: operation.deviceSeq, outcome: 'OPERATION_OUTCOME_DUPLICATE', lineId: '', expectedDeviceSeq: '0' };
    const add = operation.add;
    const quantities = add ? { ...this.#now.quantities, [add.sku]: this.quantityOf(add.sku) + add.quantity } : this.#now.quantities;
    this.#change({ quantities, last: { ...this.#now.last, [device]: due } });
    const refusal = add ? {} : { refusal: { reason: 'OPERATION_INVALID', message: 'It only adds.' } };
    return { deviceSeq: operation.deviceSeq, outcome: add ? 'OPERATION_OUTCOME_APPLIED' : 'OPERATION_OUTCOME_REJECTED', lineId: add ? `id-${add.sku}` : '', expectedDeviceSeq: '0', ...refusal };
  }

  #change(change) { this.#now = { ...this.#now, ...change, version: this.#now.version + 1 }; }

  #watch(cartId, request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': connected\n\n');
    const send = () => response.write(`event: snapshot\nid: ${this.#now.version}\ndata: ${JSON.stringify({ version: String(this.#now.version), snapshot: this.cart(cartId) })}\n\n`);
    if (request.headers['last-event-id'] !== String(this.#now.version)) send();
    const watcher = { cartId, send };
    this.#watchers.add(watcher);
    request.on('close', () => this.#watchers.delete(watcher));
  }

  // A cart that was merged has nothing to say any more.
  #tell() { this.#watchers.forEach(({ cartId, send }) => this.merged[cartId] || send()); }
}

export const problem = (status, reason, more = {}) => ({ status, type: 'urn:x', title: '', detail: reason, instance: 'urn:trace:1', reason, ...more });
