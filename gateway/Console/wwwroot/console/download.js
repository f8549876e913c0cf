// @ts-check

/**
 * Saves what the server sends as a file.
 * @param {string} name
 * @param {{ arrayBuffer(): Promise<ArrayBuffer> }} content
 */
export async function save(name, content) {
  const url = URL.createObjectURL(new Blob([await content.arrayBuffer()], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  [link.href, link.download] = [url, name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
}
