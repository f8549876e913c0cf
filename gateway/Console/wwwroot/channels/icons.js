// @ts-check
import { h } from './dom.js';

const paths = /** @type {Record<string, string>} */ ({
  phone: 'M8 2.5h8a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.5h2',
  browser: 'M3 5h18v14H3zM3 9h18M6 7h.01M9 7h.01',
  till: 'M4 13h16v7H4zM7 13l1-6h11l1 6M8 4h5v3H8zM10 16.5h4',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l5 5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2M18 18h2v2M14 18v2',
  close: 'M6 6l12 12M18 6L6 18',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.500 9.7l5.9-.8z',
  undo: 'M9 7H15a5 5 0 0 1 0 10H8M9 7l3-3M9 7l3 3',
  good: 'M5 12.5l4.500 4.500L19 7',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  elsewhere: 'M4 12h14M13 7l5 5-5 5',
  own: 'M12 6v12M6 12h12',
  plain: 'M7 12h10',
  play: 'M7 4.500v15l12-7.500z',
  pause: 'M8 5v14M16 5v14',
  next: 'M6 5l9 7-9 7zM18 5v14',
});

/**
 * A drawing beside a word that says the same.
 * @param {string} name
 */
export const icon = name => h('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: paths[name] ?? '' }));

const states = /** @type {Record<string, string>} */ ({ good: 'M3 8.5l3.2 3.2L13 5', busy: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3', warning: 'M8 2.5l6 11H2z', bad: 'M4 4l8 8M12 4l-8 8', neutral: 'M3 8h10' });

/**
 * A state by shape, colour and word.
 * @param {'good' | 'busy' | 'warning' | 'bad' | 'neutral'} kind
 * @param {string} text
 */
export const state = (kind, text) => h('span', { class: `state state-${kind}` }, h('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, h('path', { d: states[kind] ?? '' })), text);
