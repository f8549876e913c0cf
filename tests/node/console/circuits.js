// So many circuits of a page, as browsers open them, without browsers: the page is got, its components are begun over a web socket, drawings are acknowledged, calls of scripts
// answered. Argument: { address, path, count }. Writes { open } when all have drawn the page, and ends when its input does.
'use strict';
const crypto = require('crypto');
const http = require('http');
const { emit, inputs, main } = require('../lib');

const AT_ONCE = 8;
const PING_MS = 10_000;
const END = '\x1e';

main(async () => {
  const { address, path, count } = JSON.parse(process.argv[2]);
  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (next++ < count) await open(address, path); }));
  emit({ open: count });
  for await (const _ of inputs());
});

/** Opens a circuit; done when the page's scripts were called and nothing is left to draw. */
async function open(address, path) {
  const page = await fetch(address + path, { headers: { Accept: 'text/html' } });
  const cookie = page.headers.getSetCookie().map(one => one.split(';')[0]).join('; ');
  const html = await page.text();
  const markers = [...html.matchAll(/<!--Blazor:(\{.*?\})-->/g)].map(([, json]) => JSON.parse(json)).filter(({ type }) => type === 'server');
  const state = /<!--Blazor-Server-Component-State:(.*?)-->/.exec(html)?.[1] ?? '';
  const negotiated = await (await fetch(`${address}/_blazor/negotiate?negotiateVersion=1`, { method: 'POST', headers: { Cookie: cookie } })).json();
  const socket = await connect(`${address}/_blazor?id=${encodeURIComponent(negotiated.connectionToken)}`, cookie);
  socket.send(Buffer.from(`{"protocol":"blazorpack","version":1}${END}`), 'text');
  const call = (target, ...values) => socket.send(framed(pack([1, {}, null, target, values, []])));
  await new Promise((resolve, reject) => {
    let isAgreed = false;
    let isDrawn = false;
    const hear = message => {
      const [kind, , , target, values] = message;
      if (kind === 7) reject(new Error(`The circuit is closed: ${message[1]}`));
      if (kind === 3 && message[3] === 1 && message[2] === '0') reject(new Error(`The circuit is refused: ${message[4]}`));
      if (kind === 3) {
        const operations = markers.map((marker, index) => ({ type: 'add', ssrComponentId: index + 1, marker }));
        call('UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), state);
      }

      if (kind !== 1) return;
      if (target === 'JS.RenderBatch') call('OnRenderCompleted', values[0], null);
      if (target === 'JS.Error') reject(new Error(`The circuit failed: ${values[0]}`));
      if (target === 'JS.BeginInvokeJS') {
        const [id, identifier, , kindOfResult] = values;
        const result = kindOfResult === 1 ? { __jsObjectId: id } : kindOfResult === 3 ? null : identifier === 'zoneMinutes' ? -60 : null;
        call('EndInvokeJSFromDotNet', id, true, JSON.stringify([id, true, result]));
        isDrawn ||= identifier === 'zoneMinutes';
        if (isDrawn) resolve();
      }
    };
    socket.on = bytes => {
      if (!isAgreed) {
        isAgreed = true;
        bytes = bytes.subarray(bytes.indexOf(END) + 1);
        socket.send(framed(pack([1, {}, '0', 'StartCircuit', [`${address}/`, address + path, '[]', state], []])));
      }

      for (const message of messages(bytes)) hear(unpack(message)[0]);
    };
    socket.ended = reject;
  });

  // One that ends would be counted all the same.
  socket.ended = failure => { throw failure; };
  setInterval(() => socket.send(framed(pack([6]))), PING_MS).unref();
}

// ---- a web socket: https://www.rfc-editor.org/rfc/rfc6455

function connect(url, cookie) {
  return new Promise((resolve, reject) => {
    const asked = http.get(url, { headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': crypto.randomBytes(16).toString('base64'), Cookie: cookie } });
    asked.on('error', reject).on('response', answer => reject(new Error(`No web socket: ${answer.statusCode}`))).on('upgrade', (_, socket, head) => {
      const it = {
        on: () => {},
        ended: () => {},
        send(bytes, kind = 'binary') {
          const mask = crypto.randomBytes(4);
          const length = bytes.length < 126 ? Buffer.from([0x80 | bytes.length]) : bytes.length < 65_536 ? Buffer.from([0x80 | 126, bytes.length >> 8, bytes.length & 255]) : Buffer.alloc(9);
          if (length.length === 9) { length[0] = 0x80 | 127; length.writeBigUInt64BE(BigInt(bytes.length), 1); }
          socket.write(Buffer.concat([Buffer.from([0x80 | (kind === 'text' ? 1 : 2)]), length, mask, bytes.map((byte, index) => byte ^ mask[index & 3])]));
        },
      };
      let rest = head;
      let parts = [];
      const read = () => {
        for (;;) {
          if (rest.length < 2) return;
          let [size, at] = [rest[1] & 127, 2];
          if (size === 126) { if (rest.length < 4) return; [size, at] = [rest.readUInt16BE(2), 4]; }
          if (size === 127) { if (rest.length < 10) return; [size, at] = [Number(rest.readBigUInt64BE(2)), 10]; }
          if (rest.length < at + size) return;
          const [isLast, kind, content] = [rest[0] & 0x80, rest[0] & 15, rest.subarray(at, at + size)];
          rest = rest.subarray(at + size);
          if (kind === 8) it.ended(new Error('The web socket is closed.'));
          if (kind > 2) continue;
          parts.push(content);
          if (isLast) { const whole = Buffer.concat(parts); parts = []; it.on(whole); }
        }
      };
      socket.on('data', bytes => { rest = Buffer.concat([rest, bytes]); read(); }).on('error', failure => it.ended(failure)).on('close', () => it.ended(new Error('The web socket is gone.')));
      resolve(it);
      setImmediate(read);
    });
  });
}

// ---- messages: a length in groups of seven bits, then MessagePack

function framed(bytes) {
  const length = [];
  for (let left = bytes.length; ; left >>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) return Buffer.concat([Buffer.from(length), bytes]);
  }
}

function* messages(bytes) {
  for (let at = 0; at < bytes.length;) {
    let [length, shift] = [0, 0];
    for (let byte = 128; byte & 128; shift += 7) { byte = bytes[at++]; length |= (byte & 127) << shift; }
    yield bytes.subarray(at, at += length);
  }
}

function pack(value) {
  if (value === null) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') { const bytes = Buffer.alloc(9); bytes[0] = 0xd3; bytes.writeBigInt64BE(BigInt(value), 1); return value >= 0 && value < 128 ? Buffer.from([value]) : bytes; }
  if (typeof value === 'string') { const bytes = Buffer.alloc(5); bytes[0] = 0xdb; bytes.writeUInt32BE(Buffer.byteLength(value), 1); return Buffer.concat([bytes, Buffer.from(value)]); }
  return Array.isArray(value) ? Buffer.concat([Buffer.from([0x90 | value.length]), ...value.map(pack)]) : Buffer.from([0x80]);
}

/** The value at a place, and where the next one begins. */
function unpack(bytes, at = 0) {
  const kind = bytes[at];
  const text = (from, length) => [bytes.toString('utf8', from, from + length), from + length];
  const raw = (from, length) => [bytes.subarray(from, from + length), from + length];
  const list = (from, count) => {
    const values = [];
    for (let value; count > 0; count--) { [value, from] = unpack(bytes, from); values.push(value); }
    return [values, from];
  };
  if (kind < 0x80) return [kind, at + 1];
  if (kind < 0x90) return list(at + 1, 2 * (kind & 15));
  if (kind < 0xa0) return list(at + 1, kind & 15);
  if (kind < 0xc0) return text(at + 1, kind & 31);
  if (kind >= 0xe0) return [kind - 256, at + 1];
  switch (kind) {
    case 0xc0: return [null, at + 1];
    case 0xc2: case 0xc3: return [kind === 0xc3, at + 1];
    case 0xc4: return raw(at + 2, bytes[at + 1]);
    case 0xc5: return raw(at + 3, bytes.readUInt16BE(at + 1));
    case 0xc6: return raw(at + 5, bytes.readUInt32BE(at + 1));
    case 0xcc: return [bytes[at + 1], at + 2];
    case 0xcd: return [bytes.readUInt16BE(at + 1), at + 3];
    case 0xce: return [bytes.readUInt32BE(at + 1), at + 5];
    case 0xcf: return [Number(bytes.readBigUInt64BE(at + 1)), at + 9];
    case 0xd0: return [bytes.readInt8(at + 1), at + 2];
    case 0xd1: return [bytes.readInt16BE(at + 1), at + 3];
    case 0xd2: return [bytes.readInt32BE(at + 1), at + 5];
    case 0xd3: return [Number(bytes.readBigInt64BE(at + 1)), at + 9];
    case 0xd9: return text(at + 2, bytes[at + 1]);
    case 0xda: return text(at + 3, bytes.readUInt16BE(at + 1));
    case 0xdb: return text(at + 5, bytes.readUInt32BE(at + 1));
    default: throw new Error(`MessagePack ${kind.toString(16)}`);
  }
}
