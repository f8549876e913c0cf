// An OpenID provider (npm oidc-provider) on loopback that people sign in at: authorization code with PKCE, refresh tokens, access tokens as JWT. First input:
// { redirects, ttlSeconds, audience }. Writes { issuer }, then answers { method: 'told' } with what it was asked: challenges, grants. Its page signs in whoever types a name.
'use strict';
const { generateKeyPairSync } = require('crypto');
const http = require('http');
const { emit, inputs, main } = require('../lib/script');

for (const level of ['log', 'info', 'warn']) console[level] = console.error;

async function start({ redirects, ttlSeconds, audience, port }) {
  const { default: Provider } = await import('oidc-provider');
  const server = http.createServer();
  await new Promise(resolve => server.listen(port ?? 0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const told = { challenges: [], grants: {} };
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'es', use: 'sig', alg: 'ES256' }] },
    clients: [{
      client_id: 'console', client_secret: 'console-secret', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], redirect_uris: redirects,
      id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'client_secret_post',
    }],
    cookies: { keys: ['some key'] },
    pkce: { required: () => true, methods: ['S256'] },
    scopes: ['openid', 'profile', 'offline_access'],
    issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      grant.addResourceScope(`urn:${audience}`, '');
      await grant.save();
      return grant;
    },
    interactions: { url: (ctx, interaction) => `/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `urn:${audience}`,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenTTL: ttlSeconds, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
      },
    },
    // A name says its role: agent-5 is an agent.
    extraTokenClaims: (ctx, token) => ({ role: token.accountId.split('-')[0] }),
  });
  provider.on('authorization.success', ctx => told.challenges.push(ctx.oidc.params.code_challenge_method));
  provider.on('grant.success', ctx => { const { grant_type: type } = ctx.oidc.params; told.grants[type] = (told.grants[type] ?? 0) + 1; });
  provider.on('server_error', (ctx, failure) => console.error(failure));
  const callback = provider.callback();
  server.on('request', async (request, response) => {
    const uid = /^\/sign-in\/([\w-]+)$/.exec(request.url)?.[1];
    if (uid === undefined) return callback(request, response);
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      return response.end(`<!DOCTYPE html><title>Provider</title><form method="post"><label>Name <input name="name"></label><button>Enter</button></form>`);
    }
    let body = '';
    for await (const part of request) body += part;
    return provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('name') } }, { mergeWithLastSubmission: false });
  });
  return { issuer, told };
}

main(async () => {
  let running;
  for await (const { id, method, ...rest } of inputs()) {
    if (method === 'told') emit({ id, result: running.told });
    else {
      running = await start(rest);
      emit({ issuer: running.issuer });
    }
  }
});
