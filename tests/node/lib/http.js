// JSON and Server-Sent Events as a web page or an app speaks them: fetch, and none of the product's code.
'use strict';

/** A refused call: `status`, `reason` (of the problem+json), `problem` (all of it, or null), `body` (text), `headers`. */
class HttpError extends Error {
  constructor(method, url, answer) {
    super(`${method} ${url}: ${answer.status} ${answer.problem?.reason ?? ''} ${answer.problem?.detail ?? answer.text.slice(0, 300)}`);
    this.name = 'HttpError';
    Object.assign(this, { status: answer.status, reason: answer.problem?.reason, problem: answer.problem, body: answer.text, headers: answer.headers });
  }
}

/**
 *   const app = new JsonClient('http://127.0.0.1:8000', { token });
 *   const cart = await app.get('/v1/carts:active', { query: { market: 'IT' } });         // the body; throws HttpError unless 2xx
 *   await app.post(`/v1/carts/${id}:beginCheckout`, body, { idempotencyKey: 'k1' });
 *   const answer = await app.send('POST', path, { body });                               // { status, headers, text, json, problem }, never throws for a status
 *   for await (const event of app.events(`/v1/carts/${id}:watch`)) { event.data; break; }
 *
 * Options of client and call: token, idempotencyKey, headers, query, timeoutMs (default 20 s; none for events), signal.
 */
class JsonClient {
  constructor(baseUrl, options = {}) {
    this.baseUrl = baseUrl.replace(/\/$/, '');
    this.options = options;
  }

  /** The same server as somebody else. */
  as(token) {
    return new JsonClient(this.baseUrl, { ...this.options, token });
  }

  get(path, options) { return this.#expect('GET', path, undefined, options); }
  post(path, body, options) { return this.#expect('POST', path, body ?? {}, options); }
  put(path, body, options) { return this.#expect('PUT', path, body ?? {}, options); }
  patch(path, body, options) { return this.#expect('PATCH', path, body ?? {}, options); }
  delete(path, options) { return this.#expect('DELETE', path, undefined, options); }

  /** Any request; `rawBody` (string or bytes) is sent as it is, with the content type given in headers. */
  async send(method, path, options = {}) {
    const all = { timeoutMs: 20_000, ...this.options, ...options };
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(new Error(`${method} ${path}: no answer within ${all.timeoutMs} ms`)), all.timeoutMs);
    const unfollow = follow(all.signal, giveUp);
    let response, text;
    try {
      response = await fetch(this.#url(path, all.query), {
        method,
        headers: this.#headers(all),
        body: all.rawBody ?? (all.body === undefined ? undefined : JSON.stringify(all.body)),
        signal: giveUp.signal,
        redirect: 'manual',
      });
      text = await response.text();
    } finally {
      clearTimeout(timer);
      unfollow();
    }
    const type = response.headers.get('content-type') ?? '';
    const json = /[/+]json\b/.test(type) && text ? JSON.parse(text) : undefined;
    return {
      status: response.status, headers: Object.fromEntries(response.headers), text, json,
      problem: type.includes('application/problem+json') ? json : null,
    };
  }

  /** The events of a server stream, as {event, id, data (parsed JSON, or text), comment}. Leaving the loop closes the connection. */
  async *events(path, options = {}) {
    const all = { ...this.options, ...options };
    const closing = new AbortController();
    const unfollow = follow(all.signal, closing);
    try {
      const response = await fetch(this.#url(path, all.query), {
        method: all.method ?? 'GET',
        headers: { accept: 'text/event-stream', ...(all.lastEventId ? { 'last-event-id': all.lastEventId } : {}), ...this.#headers(all) },
        body: all.body === undefined ? undefined : JSON.stringify(all.body),
        signal: closing.signal,
      });
      if (!response.ok) {
        const text = await response.text();
        throw new HttpError('GET', path, { status: response.status, headers: Object.fromEntries(response.headers), text, problem: parseOrNull(text) });
      }
      yield* readEvents(response.body);
    } catch (failure) {
      if (!closing.signal.aborted) throw failure;
    } finally {
      unfollow();
      closing.abort();
    }
  }

  async #expect(method, path, body, options = {}) {
    const answer = await this.send(method, path, { ...options, body });
    if (answer.status < 200 || answer.status > 299) throw new HttpError(method, path, answer);
    return answer.json ?? answer.text;
  }

  #url(path, query = {}) {
    const url = new URL(this.baseUrl + path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== undefined) url.searchParams.append(name, one);
    }
    return url;
  }

  #headers({ token, idempotencyKey, body, headers = {} }) {
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
  }
}

// The event stream format of the HTML standard: fields by line, an empty line ends an event.
async function* readEvents(stream) {
  const decoder = new TextDecoder();
  let rest = '';
  let event = {};
  let data = [];
  for await (const bytes of stream) {
    rest += decoder.decode(bytes, { stream: true });
    // A carriage return at the very end may be the first half of a line end.
    const usable = rest.endsWith('\r') ? rest.length - 1 : rest.length;
    const lines = rest.slice(0, usable).split(/\r\n|\n|\r/);
    rest = lines.pop() + rest.slice(usable);
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { ...event, data: parseOrText(data.join('\n')) };
        event = event.id === undefined ? {} : { id: event.id };
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') data.push(value);
      else if (field === 'event' || field === 'id') event[field] = value;
    }
  }
}

// Aborts the controller with the signal; the answer ends that. (AbortSignal.any came after Node 18.)
function follow(signal, controller) {
  const abort = () => controller.abort(signal.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
}

function parseOrNull(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function parseOrText(text) {
  try { return JSON.parse(text); } catch { return text; }
}

/** A token of AllInOne's development issuer: the code in its state folder's dev-code, { sub, role, channel, store_id, associate, device_id, ttl_seconds }. */
async function developmentToken(baseUrl, code, claims) {
  const { access_token } = await new JsonClient(baseUrl).post('/dev/tokens', claims, { headers: { 'omnichannel-dev-code': code.trim() } });
  return access_token;
}

module.exports = { JsonClient, HttpError, developmentToken, readEvents };
