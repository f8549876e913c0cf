// node scripts/check-charts.js dev|prod|variants|planted|schemas|schemas-present: checks the Helm chart and skaffold.yaml; prints what is wrong and ends with 1.
//   dev, prod   the manifests of values-dev.yaml and values-prod.yaml
//   variants    the manifests of other ways to run it: the cluster's own tokens, with and without TLS
//   planted     that each check finds the mistake that is made for it
//   schemas     Chart.yaml and skaffold.yaml against the schemas of their makers, in shared/data/schemas
//   schemas-present   whether these are on this machine
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const yaml = require('yaml');
const { helm } = require('../charts/helm');
const { check } = require('../charts/rules');
const { knownSettings, calledAreas } = require('../charts/settings');

const root = path.resolve(__dirname, '../../..');
const chart = path.join(root, 'charts/omnichannel');

function template(values, ...more) {
  return helm('template', 'shop', chart, '--namespace', 'shop', '--values', path.join(chart, `values-${values}.yaml`), ...more);
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
  const refused = [
    'services.cart.replcas=2', 'services.cart.replicas=many', 'config.storage=postgres', 'services.cart.calls={nobody}',
    // No way to come by a token, two ways, half a way.
    'serviceTokens.secret.name=', 'serviceTokens.tokenEndpoint=https://login.example.com/token', 'serviceTokens.secret.name=,serviceTokens.projected.enabled=true',
    'serviceTokens.secret.name=,serviceTokens.tokenEndpoint=https://login.example.com/token',
  ];
  for (const value of refused) {
    if (template('dev', '--set', value).ok) missed.push(`helm renders ${value}`);
  }
  // What a service does not start without is said before anything is deployed.
  for (const service of ['cart', 'orders', 'messaging', 'support']) {
    const without = yaml.parse(fs.readFileSync(path.join(chart, 'values-dev.yaml'), 'utf8'));
    delete without.services[service].secrets.Installation__Key;
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'charts-')), 'values.yaml');
    fs.writeFileSync(file, yaml.stringify(without));
    const rendered = helm('template', 'shop', chart, '--namespace', 'shop', '--values', file);
    fs.rmSync(path.dirname(file), { recursive: true });
    if (rendered.ok || !rendered.errors.includes(`services.${service}.secrets.Installation__Key`)) missed.push(`helm renders ${service} without the installation's key, or does not name it: ${rendered.errors}`);
  }
  // What several gateways must have alike.
  for (const key of ['Gateway__Guests__Key', 'Gateway__Tickets__Keys__0__Secret']) {
    for (const [values, set] of [['prod', `services.gateway.secrets.${key}=null`], ['dev', 'services.gateway.replicas=2'], ['dev', 'services.gateway.autoscaling.enabled=true']]) {
      const others = values === 'dev' && key.startsWith('Gateway__T') ? ['--set', 'services.gateway.secrets.Gateway__Guests__Key.name=omnichannel-guests,services.gateway.secrets.Gateway__Guests__Key.key=private-key'] : [];
      const rendered = template(values, '--set', set, ...others);
      if (rendered.ok || !rendered.errors.includes(key)) missed.push(`helm renders ${set} without ${key}, or does not name it: ${rendered.errors}`);
    }
  }
  // Whose word on a caller's address is believed: production has to say it, and to say it in a form that the gateway reads.
  const proxies = ['Gateway__TrustedProxies=null', 'Gateway__ForwardLimit=null', 'Gateway__TrustedProxies=everybody', 'Gateway__ForwardLimit=0'];
  for (const value of proxies) {
    const rendered = template('prod', value.endsWith('=null') ? '--set' : '--set-string', `services.gateway.config.${value}`);
    if (rendered.ok || !rendered.errors.includes(value.split('=')[0])) missed.push(`helm renders ${value}, or does not name it: ${rendered.errors}`);
  }
  return missed;
}

/** Other ways to run it, and what has to be in each. */
function checkVariants() {
  const projected = 'serviceTokens.tokenEndpoint=,serviceTokens.projected.enabled=true,serviceTokens.projected.issuer=https://oidc.example.com/cluster';
  const variants = [
    [['--set', projected], [/serviceAccountToken:/, /Subjects__cart__Subject: "?system:serviceaccount:shop:shop-omnichannel-cart/, /ServiceTokenPath: "?\/run\/service-token\/token/]],
    [['--set', 'tls.enabled=false'], [/JwksUri: "?http:\/\/shop-omnichannel-gateway:8000/]],
    [['--set', 'tls.mutual=false'], [/JwksUri: "?https:\/\/shop-omnichannel-gateway:8443/]],
    [['--set', 'environmentSecrets.OTEL_EXPORTER_OTLP_HEADERS.name=telemetry,environmentSecrets.OTEL_EXPORTER_OTLP_HEADERS.key=headers'], [/secretKeyRef: \{ name: telemetry, key: headers \}/]],
  ];
  return variants.flatMap(([values, musts]) => {
    const rendered = template('prod', ...values);
    if (!rendered.ok) return [rendered.errors];
    return [
      ...check(parse(rendered.output), facts(true)),
      ...musts.filter(must => !must.test(rendered.output)).map(must => `${must}: not in what ${values.join(' ')} renders`),
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
