// What every rendered object must be. Each rule answers with sentences about what is wrong.
'use strict';
const { unknownFields } = require('./fields');

const PROJECTS = {
  gateway: 'gateway', CartSync: 'cart', OrderTracking: 'orders', Returns: 'returns', Loyalty: 'loyalty', Messaging: 'messaging', SupportContext: 'support',
};

const nameOf = object => `${object.kind} ${object.metadata?.name}`;
const componentOf = object => object.metadata.labels['app.kubernetes.io/component'];
const ofKind = (objects, kind) => objects.filter(object => object.kind === kind);

/** Known to Kubernetes: required fields, types, enums; no field that it does not have. */
function kubernetesTypes(objects) {
  const wrong = [];
  for (const object of objects) {
    const Model = require(`kubernetes-models/${object.apiVersion}`)[object.kind];
    if (!Model) {
      wrong.push(`${nameOf(object)}: ${object.apiVersion} has no such kind`);
      continue;
    }
    try {
      new Model(object).validate();
    } catch (error) {
      wrong.push(`${nameOf(object)}: ${error.message}`);
    }
    for (const field of unknownFields(object, object.apiVersion)) wrong.push(`${nameOf(object)}: no field ${field}`);
  }
  return wrong;
}

/** Every pod: probes, limits, no root, nothing writable but /tmp, time to drain. */
function podSafety(objects) {
  return ofKind(objects, 'Deployment').flatMap(deployment => {
    const pod = deployment.spec.template.spec;
    const [container] = pod.containers;
    const musts = {
      'runs as non-root': pod.securityContext?.runAsNonRoot === true && pod.securityContext.runAsUser > 0,
      'has a read-only root file system': container.securityContext?.readOnlyRootFilesystem === true,
      'may not gain privileges': container.securityContext?.allowPrivilegeEscalation === false && container.securityContext.capabilities?.drop?.includes('ALL'),
      'can write to /tmp': container.volumeMounts?.some(mount => mount.mountPath === '/tmp'),
      'is asked /livez': container.livenessProbe?.httpGet?.path === '/livez',
      'is asked /readyz': container.readinessProbe?.httpGet?.path === '/readyz',
      'answers probes on 8081': container.ports.some(port => port.name === 'probes' && port.containerPort === 8081),
      'requests CPU and memory and limits memory': container.resources?.requests?.cpu && container.resources.requests.memory && container.resources.limits?.memory,
      'has 30 s to end': pod.terminationGracePeriodSeconds === 30,
      'is spread': pod.topologySpreadConstraints?.length > 0,
      'has no token of the cluster\'s API': pod.automountServiceAccountToken === false
        && !container.volumeMounts.some(mount => mount.mountPath.startsWith('/var/run/secrets/kubernetes.io')),
      'mounts volumes that there are': container.volumeMounts.every(mount => pod.volumes.some(volume => volume.name === mount.name)),
    };
    return Object.entries(musts).filter(([, holds]) => !holds).map(([must]) => `${nameOf(deployment)}: no pod that ${must}`);
  });
}

/** Each service has its objects, and selectors find the pods. */
function completeness(objects, production) {
  const wrong = [];
  for (const area of Object.values(PROJECTS)) {
    const own = objects.filter(object => componentOf(object) === area);
    const kinds = ['Deployment', 'Service', 'ServiceAccount', 'ConfigMap', ...(production ? ['NetworkPolicy', 'PodDisruptionBudget'] : [])];
    for (const kind of kinds.filter(kind => ofKind(own, kind).length !== 1)) wrong.push(`${area}: not exactly one ${kind}`);
    const labels = ofKind(own, 'Deployment')[0]?.spec.template.metadata.labels ?? {};
    const selectors = own.map(object => [object, { Service: object.spec?.selector, NetworkPolicy: object.spec?.podSelector?.matchLabels }[object.kind] ?? object.spec?.selector?.matchLabels]);
    for (const [object, selector] of selectors) {
      if (selector && !Object.entries(selector).every(([key, value]) => labels[key] === value)) wrong.push(`${nameOf(object)}: selects no pod of ${area}`);
    }
  }
  return wrong;
}

/** Every variable of ours is a setting that some source reads, and no secret is written out. */
function settings(objects, isKnown) {
  const variables = new Map();
  for (const object of objects) {
    const names = object.kind === 'ConfigMap' ? Object.keys(object.data ?? {})
      : object.kind === 'Deployment' ? (object.spec.template.spec.containers[0].env ?? []).map(variable => variable.name) : [];
    for (const name of names.filter(name => name.startsWith('Omnichannel__'))) variables.set(name, nameOf(object));
  }
  const wrong = [...variables].filter(([name]) => !isKnown(name)).map(([name, where]) => `${where}: no source reads ${name}`);
  for (const config of ofKind(objects, 'ConfigMap')) {
    const open = Object.keys(config.data ?? {}).filter(name => /(ConnectionString|Secret|password|Installation__Key|Guests__Key|^OTEL_EXPORTER_OTLP_(\w+_)?HEADERS)$/.test(name));
    wrong.push(...open.map(name => `${nameOf(config)}: ${name} belongs into a secret`));
  }
  for (const secret of ofKind(objects, 'Secret')) wrong.push(`${nameOf(secret)}: secrets are given by reference only`);
  return wrong;
}

/** What settings say lies in the pod is mounted there. */
function folders(objects) {
  return ofKind(objects, 'ConfigMap').flatMap(config => {
    const pod = ofKind(objects, 'Deployment').find(deployment => componentOf(deployment) === componentOf(config))?.spec.template.spec;
    const mounted = pod?.containers[0].volumeMounts.map(mount => mount.mountPath) ?? [];
    return Object.values(config.data ?? {}).filter(value => value.startsWith('/run/') && !mounted.some(folder => value === folder || value.startsWith(`${folder}/`)))
      .map(value => `${nameOf(config)}: the pod has no folder for ${value}`);
  });
}

/** With TLS among the services, nothing between them goes without: addresses and the keys of guests. */
function encryption(objects) {
  const configs = ofKind(objects, 'ConfigMap').filter(config => config.data?.Omnichannel__Tls__CertificatePath);
  return configs.flatMap(config => Object.entries(config.data)
    .filter(([name, value]) => /^Omnichannel__(Services__|Auth__Issuers__guests__JwksUri)/.test(name) && !value.startsWith('https://'))
    .map(([name]) => `${nameOf(config)}: ${name} goes without TLS`));
}

/** Who calls whom, by the code: the caller knows the address, the callee's policy lets it in. */
function calls(objects, called) {
  const wrong = [];
  for (const [project, areas] of called) {
    const caller = PROJECTS[project];
    if (!caller) continue;
    for (const area of new Set(areas)) {
      const config = ofKind(objects, 'ConfigMap').find(object => componentOf(object) === caller);
      if (!config?.data[`Omnichannel__Services__${area}`]) wrong.push(`${caller}: calls ${area}, whose address it is not given`);
      const policy = ofKind(objects, 'NetworkPolicy').find(object => componentOf(object) === area);
      const callers = policy?.spec.ingress.flatMap(rule => rule.from ?? []).map(from => from.podSelector.matchLabels['app.kubernetes.io/component']);
      if (policy && !callers.includes(caller)) wrong.push(`${area}: its NetworkPolicy keeps out ${caller}, which calls it`);
    }
  }
  return wrong;
}

/** All of it; what is wrong, in sentences. */
function check(objects, { production, isKnown, called }) {
  return [...kubernetesTypes(objects), ...podSafety(objects), ...completeness(objects, production), ...settings(objects, isKnown), ...folders(objects), ...encryption(objects), ...calls(objects, called)];
}

module.exports = { check };
