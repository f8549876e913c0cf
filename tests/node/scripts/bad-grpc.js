// Wrong calls by gRPC, each with its status and reason. Input: { grpc, cartId, customer, stranger, forged }.
'use strict';
const { grpc, grpcClient, GrpcError, metadataOf } = require('../lib/grpc');
const { emit, input, main } = require('../lib/script');

main(async () => {
  const { grpc: address, cartId, customer, stranger, forged } = await input();
  const cart = (token) => grpcClient(address, 'omnichannel.cart.v1.CartService', { token });
  const holds = grpcClient(address, 'omnichannel.loyalty.v1.HoldService', { token: customer });
  const raw = new grpc.Client(address, grpc.credentials.createInsecure());
  const send = (path, bytes) => new Promise((resolve, reject) => raw.makeUnaryRequest(
    path, message => message, answer => answer, bytes, metadataOf({ token: customer }), { deadline: Date.now() + 20_000 },
    (failure, answer) => failure ? reject(new GrpcError(failure, path)) : resolve(answer)));

  const calls = {
    'bytes that are no message': () => send('/omnichannel.cart.v1.CartService/GetCart', Buffer.from([0xff, 0xff, 0xff, 0xff])),
    'text that is no UTF-8': () => send('/omnichannel.cart.v1.CartService/GetCart', Buffer.from([0x0a, 0x02, 0xff, 0xfe])),
    'a message of 6 MB': () => send('/omnichannel.cart.v1.CartService/ApplyOperations', Buffer.alloc(6_000_000, 0x0a)),
    'an unknown rpc': () => send('/omnichannel.cart.v1.CartService/Nonsense', Buffer.alloc(0)),
    'an rpc between services': () => holds.placeCheckoutHold({}),
    "a stranger's cart": () => cart(stranger).getCart({ cart_id: cartId }),
    'a forged token': () => cart(forged).getCart({ cart_id: cartId }),
    'no token': () => cart(undefined).getCart({ cart_id: cartId }),
    'negative points': () => holds.holdPoints({ member_id: 'shopper', points: '-1' }, { idempotencyKey: 'negative' }),
    'no key': () => holds.holdPoints({ member_id: 'shopper', points: '1' }),
    'a half-open stream': () => halfOpen(raw, customer),
  };
  const answers = {};
  for (const [name, call] of Object.entries(calls)) {
    try {
      await call();
      answers[name] = 'succeeded';
    } catch (failure) {
      answers[name] = `${failure.code} ${failure.reason ?? ''}`;
    }
  }
  emit(answers);
});

// The call is opened, nothing is sent and it is not ended; then the caller goes away. Later calls are served as ever.
function halfOpen(raw, token) {
  return new Promise((resolve, reject) => {
    const call = raw.makeClientStreamRequest('/omnichannel.cart.v1.CartService/GetCart', message => message, answer => answer, metadataOf({ token }), {},
      (failure, answer) => failure ? reject(new GrpcError(failure, 'GetCart')) : resolve(answer));
    setTimeout(() => call.cancel(), 500);
  });
}
