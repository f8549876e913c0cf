// Compiled, never run: what the generated types take and refuse.
import { OmnichannelClient, Refused, type CartView, type DeviceCart, type ShoppingCart } from '@omnichannel/client';

export async function calls(client: OmnichannelClient, cart: DeviceCart): Promise<void> {
  const active = await client.get('/v1/carts:active', { query: { market: 'IT' } });
  const shown: ShoppingCart | undefined = active.cart;
  const version: string | undefined = shown?.version;
  await client.post('/v1/carts/{cartId}/lines', { path: { cartId: 'c1' }, body: { sku: 'MUG', quantity: 1 }, idempotencyKey: 'k1' });
  for await (const { event, data } of client.watch('/v1/carts/{cartId}:watch', { path: { cartId: 'c1' }, lastEventId: version ?? '0' })) {
    const lines = event === 'snapshot' ? data.snapshot?.lines : data.change?.changedLines;
    console.log(lines?.map(line => line.lineTotal?.amountMinor));
  }

  cart.on('changed', (view: CartView) => console.log(view.totals?.due?.amountMinor));
  cart.on('trouble', ({ cause }) => console.log(cause instanceof Refused ? cause.reason : cause));

  // @ts-expect-error No such path.
  await client.get('/v1/baskets');
  // @ts-expect-error This path takes no GET.
  await client.get('/v1/carts/{cartId}:apply', { path: { cartId: 'c1' } });
  // @ts-expect-error Its variable is missing.
  await client.get('/v1/carts/{cartId}');
  // @ts-expect-error A 64-bit number is a text.
  await client.post('/v1/carts/{cartId}:apply', { path: { cartId: 'c1' }, body: { operations: [{ deviceSeq: 1 }] } });
  // @ts-expect-error No such field.
  await client.post('/v1/carts/{cartId}/lines', { path: { cartId: 'c1' }, body: { item: 'MUG' } });
  // @ts-expect-error A stream is watched.
  await client.get('/v1/carts/{cartId}:watch', { path: { cartId: 'c1' } });
  // @ts-expect-error No such event.
  cart.on('sold', () => undefined);
}
