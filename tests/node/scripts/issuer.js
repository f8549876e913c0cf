// An OpenID provider (npm oidc-provider) on loopback, which issues access tokens by client credentials. First input: { clients: [{ id, secret, claims }], ttlSeconds, audience }.
// Writes { issuer }, then answers { method: 'issued' } with how many tokens each client has been given.
'use strict';
const { generateKeyPairSync } = require('crypto');
const http = require('http');
const { emit, inputs, main } = require('../lib/script');

// Standard output is the test's.
for (const level of ['log', 'info', 'warn']) console[level] = console.error;

async function start({ clients, ttlSeconds, audience }) {
  const { default: Provider } = await import('oidc-provider');
  const server = http.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byId = new Map(clients.map(client => [client.id, client]));
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'es', use: 'sig', alg: 'ES256' }] },
    clients: clients.map(({ id, secret }) => ({
      client_id: id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], id_token_signed_response_alg: 'ES256',
    })),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `urn:${audience}`,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenTTL: ttlSeconds, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
      },
    },
    extraTokenClaims: (ctx, token) => byId.get(token.clientId).claims,
  });
  const issued = {};
  provider.on('grant.success', ctx => { issued[ctx.oidc.client.clientId] = (issued[ctx.oidc.client.clientId] ?? 0) + 1; });
  server.on('request', provider.callback());
  return { issuer, issued };
}

main(async () => {
  let running;
  for await (const { id, method, ...rest } of inputs()) {
    if (method === 'issued') {
      emit({ id, result: running.issued });
    } else {
      running = await start(rest);
      emit({ issuer: running.issuer });
    }
  }
});
