// node scripts/check-charts.js dev|prod|variants|planted|schemas|schemas-present: checks the Helm chart and skaffold.yaml; prints what is wrong and ends with 1.
//   dev, prod   the manifests of values-dev.yaml and values-prod.yaml
//   variants    the manifests of other ways to run it: the cluster's own tokens, with and without TLS
//   planted     that each check finds the mistake that is made for it, and that nothing is rendered that would lose something
//   schemas     Chart.yaml and skaffold.yaml against the schemas of their makers, in shared/data/schemas
//   schemas-present   whether these are on this machine
'use strict';
const fs = require('fs');
const path = require('path');
const yaml = require('yaml');
const { helm } = require('../charts/helm');
const { check } = require('../charts/rules');
const { knownSettings, calledAreas } = require('../charts/settings');

const root = path.resolve(__dirname, '../../..');
const chart = path.join(root, 'charts/omnichannel');

const valuesOf = name => yaml.parse(fs.readFileSync(path.join(chart, name), 'utf8'));
const defaults = valuesOf('values.yaml');

/** What helm makes of values-dev.yaml or values-prod.yaml with other values at some paths; null: none. */
function template(values, others = {}) {
  const given = valuesOf(`values-${values}.yaml`);
  for (const [at, value] of Object.entries(others)) {
    const keys = at.split('.');
    const last = keys.pop();
    const parent = keys.reduce((node, key) => (node[key] ??= {}), given);
    // A default of the chart is taken away by saying null; what no default has would be null, which the schema refuses.
    if (value !== null || keys.reduce((node, key) => node?.[key], defaults)?.[last] !== undefined) parent[last] = value;
    else delete parent[last];
  }
  return helm(['template', 'shop', chart, '--namespace', 'shop', '--values', '-'], yaml.stringify(given));
}

function parse(text) {
  return yaml.parseAllDocuments(text).map(document => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  }).filter(Boolean);
}

const facts = production => ({ production, isKnown: knownSettings(root), called: calledAreas(root) });

function checkValues(values) {
  const rendered = template(values);
  if (!rendered.ok) return [rendered.errors];
  const objects = parse(rendered.output);
  return objects.length === 0 ? ['Nothing is rendered.'] : check(objects, facts(values === 'prod'));
}

/** Mistakes and what has to be said about each. */
function checkPlanted() {
  const clean = template('prod').output;
  const known = facts(true);
  const find = (objects, kind, component) => objects.find(object => object.kind === kind && object.metadata.labels['app.kubernetes.io/component'] === component);
  const pod = objects => find(objects, 'Deployment', 'cart').spec.template.spec;
  const plants = [
    [/no field spec.template.spec.containers\[0\].livenesProbe/, objects => { pod(objects).containers[0].livenesProbe = {}; }],
    [/required property 'selector'|required property selector/, objects => { delete find(objects, 'Deployment', 'cart').spec.selector; }],
    [/must be/, objects => { find(objects, 'Deployment', 'cart').spec.replicas = 'many'; }],
    [/read-only root/, objects => { delete pod(objects).containers[0].securityContext.readOnlyRootFilesystem; }],
    [/\/readyz/, objects => { delete pod(objects).containers[0].readinessProbe; }],
    [/selects no pod/, objects => { find(objects, 'Service', 'cart').spec.selector = { app: 'cart' }; }],
    [/not exactly one PodDisruptionBudget/, objects => { objects.splice(objects.indexOf(find(objects, 'PodDisruptionBudget', 'cart')), 1); }],
    [/no source reads Omnichannel__Storage__Provdier/, objects => { find(objects, 'ConfigMap', 'cart').data.Omnichannel__Storage__Provdier = 'postgres'; }],
    [/no source reads Omnichannel__Storige__Provider/, objects => { find(objects, 'ConfigMap', 'cart').data.Omnichannel__Storige__Provider = 'postgres'; }],
    [/belongs into a secret/, objects => { find(objects, 'ConfigMap', 'cart').data.Omnichannel__Storage__ConnectionString = 'Host=database'; }],
    [/calls loyalty, whose address/, objects => { delete find(objects, 'ConfigMap', 'cart').data.Omnichannel__Services__loyalty; }],
    [/belongs into a secret/, objects => { find(objects, 'ConfigMap', 'cart').data.OTEL_EXPORTER_OTLP_HEADERS = 'api-key=k'; }],
    [/no token of the cluster's API/, objects => { pod(objects).automountServiceAccountToken = true; }],
    [/mounts volumes that there are/, objects => { pod(objects).volumes.splice(1); }],
    [/has no folder for .*carriers-folder/, objects => { find(objects, 'ConfigMap', 'orders').data.Omnichannel__Carriers__Folder = '/run/folders/carriers-folder'; }],
    [/no source reads Omnichannel__Auth__Issuers__guests__Rolls/, objects => { find(objects, 'ConfigMap', 'cart').data.Omnichannel__Auth__Issuers__guests__Rolls = 'guest'; }],
    [/JwksUri goes without TLS/, objects => { find(objects, 'ConfigMap', 'cart').data.Omnichannel__Auth__Issuers__guests__JwksUri = 'http://gateway:8000/'; }],
    [/keeps out cart/, objects => { find(objects, 'NetworkPolicy', 'loyalty').spec.ingress = []; }],
  ];
  const missed = plants.flatMap(([expected, plant]) => {
    const objects = parse(clean);
    plant(objects);
    const said = check(objects, known);
    return said.some(sentence => expected.test(sentence)) ? [] : [`Planted, but not found: ${expected}; said was: ${said.join('; ') || 'nothing'}`];
  });
  // What the schema refuses.
  const misspelt = {
    'services.cart.replcas': 2, 'services.gateway.replcas': 2, 'services.cart.replicas': 'many', 'config.storage': 'postgres', demo: 'perhaps',
    'services.orders.folders.Carriers__Folder': { configMap: 'ours', claim: 'ours' }, 'services.orders.folders.carriers': { configMap: 'ours' },
    'services.gateway.config.Gateway__TrustedProxies': 'everybody', 'services.gateway.config.Gateway__ForwardLimit': '0',
  };
  for (const [at, value] of Object.entries(misspelt)) {
    const rendered = template('prod', { [at]: value });
    if (rendered.ok || !rendered.errors.includes(at.split('.').at(-1))) missed.push(`helm renders ${at}: ${value}, or does not name it: ${rendered.errors}`);
  }
  return [...missed, ...checkRefused()];
}

const stateful = ['cart', 'orders', 'returns', 'loyalty', 'messaging', 'support'];

/** What would lose something or never start, and the values that have to be named: by default the one that is changed. */
const losses = [
  ['prod', { 'auth.authority': '' }, 'auth.issuer'],
  ['prod', { 'auth.issuer': '', 'auth.authority': '', 'config.Auth__Jwks': 'keys' }, 'auth.issuer'],
  ['prod', { 'serviceTokens.tokenEndpoint': '' }],
  ['prod', { 'serviceTokens.secret': { name: 'tokens' } }, 'serviceTokens.secret.name'],
  ['prod', { 'serviceTokens.tokenEndpoint': '', 'serviceTokens.projected': { enabled: true } }, 'serviceTokens.projected.issuer'],
  ['prod', { 'services.cart.client.secret.name': '' }],
  ['prod', { 'services.cart.calls': ['nobody'] }],
  ...stateful.flatMap(service => [
    ['prod', { [`services.${service}.secrets.Storage__ConnectionString`]: null }],
    ['prod', { [`services.${service}.config.Storage__Provider`]: 'sqlite' }],
    ['prod', { [`services.${service}.config.Storage__Provider`]: null }],
  ]),
  ['prod', { 'events.config.Events__Provider': 'embedded' }],
  ['prod', { 'events.config.Events__Provider': null }],
  ['prod', { 'events.config.Events__BootstrapServers': null }],
  ['prod', { 'services.cart.secrets.Carts__Redis': null }],
  ['prod', { 'services.cart.config.Carts__Replicas': null }],
  ...['cart', 'orders', 'loyalty', 'messaging', 'support'].map(service => ['dev', { [`services.${service}.secrets.Installation__Key`]: null }]),
  ...['cart', 'orders', 'returns', 'messaging'].flatMap(service => ['Id', 'Secret'].map(part => ['dev', { [`services.${service}.secrets.Grants__Keys__0__${part}`]: null }])),
  ...['cart', 'orders', 'returns', 'loyalty', 'support'].flatMap(service => [
    ['prod', { [`services.${service}.secrets.Live__Redis`]: null }],
    ['dev', { [`services.${service}.replicas`]: 2 }, `services.${service}.secrets.Live__Redis`],
  ]),
  ...['Gateway__Guests__Key', 'Gateway__Tickets__Keys__0__Secret', 'Gateway__Limits__Redis'].map(key => `services.gateway.secrets.${key}`).flatMap(key => [
    ['prod', { [key]: null }],
    ['dev', { 'services.gateway.replicas': 2 }, key],
    ['dev', { 'services.gateway.autoscaling': { enabled: true } }, key],
  ]),
  ['prod', { 'services.gateway.secrets.Gateway__Guests__Key': null, 'services.gateway.replicas': 1, 'services.gateway.autoscaling.enabled': false }],
  ['prod', { 'services.messaging.config.Messaging__Provider': 'mailbox' }],
  ['prod', { 'services.messaging.config.Messaging__Provider': null }],
  ['prod', { 'services.messaging.dapr.enabled': false }],
  ['prod', { 'services.messaging.config.Messaging__PublicUri': null }],
  ['dev', { demo: false }, 'services.messaging.config.Messaging__Provider'],
  ['dev', { demo: false }, 'services.gateway.secrets.Gateway__Guests__Key'],
  ['dev', { demo: false }, 'services.cart.config.Carts__Replicas'],
  ['prod', { 'services.console.config.Console__SignIn__ClientId': null }],
  ['prod', { 'auth.authority': '', 'auth.jwks': 'keys' }, 'services.console.config.Console__SignIn__Authority'],
  ['prod', { 'services.console.secrets.Console__Keys__0__Secret': null }],
  ['dev', { demo: false }, 'services.console.config.Console__SignIn__Authority'],
  ['prod', { 'services.orders.config.Carriers__Folder': '/carriers', 'services.orders.folders.Carriers__Folder': { configMap: 'ours' } }],
  ['dev', { 'services.gateway.config.Gateway__TrustedProxies': null }],
  ['dev', { 'services.gateway.config.Gateway__ForwardLimit': null }],
];

function checkRefused() {
  const missed = losses.flatMap(([values, others, named = Object.keys(others)[0]]) => {
    const rendered = template(values, others);
    return rendered.ok || !rendered.errors.includes(named) ? [`helm renders ${JSON.stringify(others)}, or does not name ${named}: ${rendered.errors}`] : [];
  });
  // With nothing said, all that has to be said is told at once.
  const bare = helm(['template', 'shop', chart, '--namespace', 'shop']);
  const asked = [
    'auth.issuer', 'serviceTokens.tokenEndpoint', 'events.config.Events__BootstrapServers', 'services.cart.secrets.Carts__Redis', 'services.cart.config.Carts__Replicas',
    'services.gateway.config.Gateway__TrustedProxies', 'services.gateway.config.Gateway__ForwardLimit', 'services.messaging.config.Messaging__Provider',
    ...['Gateway__Guests__Key', 'Gateway__Tickets__Keys__0__Secret', 'Gateway__Limits__Redis'].map(key => `services.gateway.secrets.${key}`),
    ...stateful.map(service => `services.${service}.secrets.Storage__ConnectionString`),
    ...['cart', 'orders', 'loyalty', 'messaging', 'support'].map(service => `services.${service}.secrets.Installation__Key`),
  ];
  if (bare.ok) return [...missed, 'helm renders the chart without any values'];
  return [...missed, ...asked.filter(name => !bare.errors.includes(name)).map(name => `${name} is not among what the bare chart asks for: ${bare.errors}`)];
}

/** Other ways to run it, and what has to be in each. */
function checkVariants() {
  const variants = [
    [
      { 'serviceTokens.tokenEndpoint': '', 'serviceTokens.projected': { enabled: true, issuer: 'https://oidc.example.com/cluster' } },
      [/serviceAccountToken:/, /Subjects__cart__Subject: "?system:serviceaccount:shop:shop-omnichannel-cart/, /ServiceTokenPath: "?\/run\/service-token\/token/],
    ],
    [{ 'tls.enabled': false }, [/JwksUri: "?http:\/\/shop-omnichannel-gateway:8000/]],
    [{ 'tls.mutual': false }, [/JwksUri: "?https:\/\/shop-omnichannel-gateway:8443/]],
    [
      { 'services.cart.config.Carts__Provider': 'sql', 'services.cart.config.Carts__Replicas': null, 'services.cart.secrets.Carts__Redis': null },
      [/Carts__Provider: "?sql/],
    ],
    [
      { 'events.config.Events__BootstrapServers': null, 'events.secrets.Events__BootstrapServers': { name: 'omnichannel-kafka', key: 'brokers' } },
      [/name: Omnichannel__Events__BootstrapServers/],
    ],
    [{ auth: {}, 'config.Auth__Issuers__shop__Authority': 'https://login.example.com', 'services.console.config.Console__SignIn__Authority': 'https://login.example.com' }, [/Auth__Issuers__shop__Authority/]],
    [{ 'services.console.enabled': false }, [/^(?![^]*omnichannel-console)/]],
    [{ 'tls.enabled': false }, [/Gateway__Console: "?http:\/\/shop-omnichannel-console:8000/, /Console__GatewayGrpc: "?http:\/\/shop-omnichannel-gateway:8080/]],
    [
      { 'services.orders.folders': { Carriers__Folder: { configMap: 'our-carriers' } }, 'services.gateway.folders': { Webhooks__Schemes: { claim: 'our-schemes' } } },
      [
        /Omnichannel__Carriers__Folder: "?\/run\/folders\/carriers-folder"?\n/, /name: carriers-folder, mountPath: \/run\/folders\/carriers-folder, readOnly: true/, /configMap: \{ name: our-carriers \}/,
        /Omnichannel__Webhooks__Schemes: "?\/run\/folders\/webhooks-schemes"?\n/, /persistentVolumeClaim: \{ claimName: our-schemes, readOnly: true \}/,
      ],
    ],
    [{ environmentSecrets: { OTEL_EXPORTER_OTLP_HEADERS: { name: 'telemetry', key: 'headers' } } }, [/secretKeyRef: \{ name: telemetry, key: headers \}/]],
  ];
  return variants.flatMap(([others, musts]) => {
    const rendered = template('prod', others);
    if (!rendered.ok) return [rendered.errors];
    return [
      ...check(parse(rendered.output), facts(true)),
      ...musts.filter(must => !must.test(rendered.output)).map(must => `${must}: not in what ${JSON.stringify(others)} renders`),
    ];
  });
}

/** The first folder that third-party schemas are kept in: what OMNICHANNEL_SHARED_DATA names, or shared/data beside a folder above. */
function schemaFolder() {
  const above = [];
  for (let folder = root; folder !== path.dirname(folder); folder = path.dirname(folder)) above.push(path.join(folder, 'shared/data'));
  return [process.env.OMNICHANNEL_SHARED_DATA, ...above].filter(Boolean).map(folder => path.join(folder, 'schemas')).find(folder => fs.existsSync(folder));
}

function checkSchemas() {
  const folder = schemaFolder();
  const Ajv = require('ajv').default;
  const addFormats = require('ajv-formats').default;
  return [['chart.json', 'charts/omnichannel/Chart.yaml'], ['skaffold-v4beta13.json', 'skaffold.yaml']].flatMap(([schema, file]) => {
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true, logger: false }));
    const validate = ajv.compile(JSON.parse(fs.readFileSync(path.join(folder, schema), 'utf8')));
    const [document] = parse(fs.readFileSync(path.join(root, file), 'utf8'));
    if (validate({ ...document, planted: 1 })) return [`${schema} accepts anything`];
    return validate(document) ? [] : validate.errors.map(error => `${file}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  });
}

const modes = {
  dev: () => checkValues('dev'),
  prod: () => checkValues('prod'),
  planted: checkPlanted,
  variants: checkVariants,
  schemas: checkSchemas,
  'schemas-present': () => (schemaFolder() ? [] : ['shared/data/schemas is not on this machine.']),
};
const wrong = modes[process.argv[2]]();
for (const sentence of wrong) console.log(sentence);
process.exit(wrong.length === 0 ? 0 : 1);
