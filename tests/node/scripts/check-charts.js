// node scripts/check-charts.js dev|prod|planted|schemas|schemas-present: checks the Helm chart and skaffold.yaml; prints what is wrong and ends with 1.
//   dev, prod   the manifests of values-dev.yaml and values-prod.yaml
//   planted     that each check finds the mistake that is made for it
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
    [/keeps out cart/, objects => { find(objects, 'NetworkPolicy', 'loyalty').spec.ingress = []; }],
  ];
  const missed = plants.flatMap(([expected, plant]) => {
    const objects = parse(clean);
    plant(objects);
    const said = check(objects, known);
    return said.some(sentence => expected.test(sentence)) ? [] : [`Planted, but not found: ${expected}; said was: ${said.join('; ') || 'nothing'}`];
  });
  for (const value of ['services.cart.replcas=2', 'services.cart.replicas=many', 'config.storage=postgres', 'services.cart.calls={nobody}']) {
    if (template('dev', '--set', value).ok) missed.push(`helm renders ${value}`);
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
  schemas: checkSchemas,
  'schemas-present': () => (schemaFolder() ? [] : ['shared/data/schemas is not on this machine.']),
};
const wrong = modes[process.argv[2]]();
for (const sentence of wrong) console.log(sentence);
process.exit(wrong.length === 0 ? 0 : 1);
