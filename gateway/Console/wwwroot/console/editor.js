// @ts-check
// A text with line numbers. The text stays in the page: the server asks for it when it needs it.

/** @param {string} text */
const lines = text => text.split('\n').length;

/**
 * Numbers the lines, and makes room for all of them.
 * @param {HTMLTextAreaElement} box @param {HTMLElement} gutter
 */
function count(box, gutter) {
  const all = lines(box.value);
  gutter.textContent = Array.from({ length: all }, (_, index) => index + 1).join('\n');
  box.rows = all + 1;
}

/** @param {HTMLTextAreaElement} box @param {HTMLElement} gutter */
export function begin(box, gutter) {
  box.addEventListener('input', () => count(box, gutter));
  count(box, gutter);
}

/** @param {HTMLTextAreaElement} box @param {HTMLElement} gutter @param {string} text */
export function set(box, gutter, text) {
  box.value = text;
  count(box, gutter);
}

/** @param {HTMLTextAreaElement} box */
export function read(box) {
  return new TextEncoder().encode(box.value);
}

/**
 * Puts the caret at a place; both count from 1.
 * @param {HTMLTextAreaElement} box @param {number} line @param {number} column
 */
export function go(box, line, column) {
  const before = box.value.split('\n').slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const place = Math.min(before + column - 1, box.value.length);
  box.focus();
  box.setSelectionRange(place, place);
}
