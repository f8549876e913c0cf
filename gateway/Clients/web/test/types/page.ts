import { DeviceCart, IndexedDbOperationLog, OmnichannelClient } from '@omnichannel/client';

const token = async () => (await fetch('/session/token')).text();
const client = new OmnichannelClient({ address: 'https://shop.example', token });
const cart = await DeviceCart.open(client, await IndexedDbOperationLog.open(), { market: 'IT' });

const list = document.querySelector('ul')!;
cart.on('changed', view => list.replaceChildren(...view.lines.map(line => {
  const item = document.createElement('li');
  item.textContent = `${line.quantity} × ${line.server?.title ?? line.sku}`;
  return item;
})));
cart.on('refused', ({ refusal }) => alert(`Refused: ${refusal.reason}`));
cart.on('trouble', ({ kind, message }) => console.warn(kind, message));
cart.start();

document.querySelector('button')!.onclick = async () => {
  await cart.add('MUG', 2); // Kept, and in every tab's view, whether or not there is a network.
  await cart.settle();      // The server has answered; cart.view.totals are of these lines.
};
