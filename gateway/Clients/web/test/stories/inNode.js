// Devices of stories in this process: one tab each, with its log in a database in memory.
import * as lib from '../../dist/index.js';
import { Profile } from '../support/world.js';
import { DeviceTab } from './device.js';
import { Device } from './player.js';

/**
 * Makes the devices of stories.
 * @param address The story server's.
 * @param spoil Puts something wrong around a log (`log`) or around what carries calls (`send`).
 */
export const devicesInNode = (address, spoil = {}) => async options => {
  const profile = new Profile();
  const openLog = async () => (spoil.log ?? (log => log))(await profile.openLog());
  const tab = new DeviceTab(lib, { ...options, address, openLog, send: spoil.send ?? fetch });
  await tab.start();
  return new Device([tab], async () => {
    await tab.stop();
    await tab.start();
    return true;
  });
};

/** Faults that stories must find. */
export const planted = {
  /** The numbers that were used are not kept. After a restart the log counts on from the edits that it still has. */
  'a number used twice': {
    log: log => around(log, {
      read: async () => withoutNumbers(await log.read()),
      update: (known, step) => log.update(known, news => step(news && withoutNumbers(news))),
    }),
  },

  /** An edit goes when it is answered, whether or not that is stable. */
  'a forgotten resend': {
    log: log => around(log, {
      update: (known, step) => log.update(known, news => {
        const change = step(news);
        const answered = (change.put ?? []).filter(operation => operation.answered);
        return { ...change, removed: [...(change.removed ?? []), ...answered], put: (change.put ?? []).filter(operation => !operation.answered) };
      }),
    }),
  },

  /** What the server remarks on an edit is not heard. */
  'a lost note': {
    send: async (url, request) => {
      const response = await fetch(url, request);
      if (!url.endsWith(':apply') || !response.ok) return response;
      const answer = await response.json();
      return Response.json({ ...answer, results: answer.results.map(result => ({ ...result, note: undefined })) });
    },
  },
};

const around = (log, other) => new Proxy(log, { get: (_, name) => other[name] ?? (typeof log[name] === 'function' ? log[name].bind(log) : log[name]) });

const withoutNumbers = content => ({
  ...content,
  carts: content.carts.map(cart => ({ ...cart, nextNumber: 1 + Math.max(0, ...content.operations.filter(({ cartId }) => cartId === cart.cartId).map(({ number }) => number)) })),
});
