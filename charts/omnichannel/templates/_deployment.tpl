{{- define "omnichannel.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{- define "omnichannel.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
spec:
  {{- if not .service.autoscaling.enabled }}
  replicas: {{ .service.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "omnichannel.selector" . | nindent 6 }}
  # A new pod serves before an old one goes.
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  template:
    metadata:
      labels:
        {{- include "omnichannel.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "omnichannel.configmap" . | sha256sum }}
        {{- if .service.dapr.enabled }}
        dapr.io/enabled: "true"
        dapr.io/app-id: {{ .service.dapr.appId | default (include "omnichannel.name" .) | quote }}
        # The sidecar may ask Kubernetes for components and secrets; the service may not.
        dapr.io/volume-mounts: "kubernetes-api:/var/run/secrets/kubernetes.io/serviceaccount"
        {{- end }}
        {{- with .service.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "omnichannel.name" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # Services drain within 25 s.
      terminationGracePeriodSeconds: 30
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        # The user "app" of .NET's images.
        runAsUser: 1654
        runAsGroup: 1654
        fsGroup: 1654
        seccompProfile: { type: RuntimeDefault }
      topologySpreadConstraints:
        {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ $key }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "omnichannel.selector" $ | nindent 14 }}
        {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ include "omnichannel.image" . | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          ports:
            {{- range $port, $number := include "omnichannel.ports" . | fromYaml }}
            - { name: {{ $port }}, containerPort: {{ $number }}, protocol: TCP }
            {{- end }}
            - { name: probes, containerPort: 8081, protocol: TCP }
          envFrom:
            - configMapRef:
                name: {{ include "omnichannel.name" . }}
          {{- $secrets := include "omnichannel.secrets" . | fromYaml }}
          {{- if or $secrets .root.Values.environmentSecrets }}
          env:
            {{- range $key, $reference := $secrets }}
            - name: Omnichannel__{{ $key }}
              valueFrom:
                secretKeyRef: { name: {{ $reference.name }}, key: {{ $reference.key }} }
            {{- end }}
            {{- range $key, $reference := .root.Values.environmentSecrets }}
            - name: {{ $key }}
              valueFrom:
                secretKeyRef: { name: {{ $reference.name }}, key: {{ $reference.key }} }
            {{- end }}
          {{- end }}
          # Migrations run before the probes' listener opens: a start may take minutes once, a stopped process not.
          startupProbe:
            httpGet: { path: /livez, port: probes }
            periodSeconds: 2
            failureThreshold: 150
          livenessProbe:
            httpGet: { path: /livez, port: probes }
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 3
          readinessProbe:
            httpGet: { path: /readyz, port: probes }
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          resources:
            {{- toYaml .service.resources | nindent 12 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
            {{- if .root.Values.tls.enabled }}
            - { name: tls, mountPath: /run/tls, readOnly: true }
            {{- end }}
            {{- if .service.calls }}
            - { name: service-token, mountPath: /run/service-token, readOnly: true }
            {{- end }}
            {{- range $key, $_ := .service.folders }}
            - { name: {{ include "omnichannel.folder" $key }}, mountPath: /run/folders/{{ include "omnichannel.folder" $key }}, readOnly: true }
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 64Mi }
        {{- if .service.calls }}
        {{- include "omnichannel.tokenVolume" . | nindent 8 }}
        {{- end }}
        {{- range $key, $source := .service.folders }}
        - name: {{ include "omnichannel.folder" $key }}
          {{- if $source.configMap }}
          configMap: { name: {{ $source.configMap }} }
          {{- else }}
          persistentVolumeClaim: { claimName: {{ $source.claim }}, readOnly: true }
          {{- end }}
        {{- end }}
        {{- if .service.dapr.enabled }}
        - name: kubernetes-api
          projected:
            defaultMode: 0440
            sources:
              - serviceAccountToken: { path: token, expirationSeconds: 3600 }
              - configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }
              - downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] }
        {{- end }}
        {{- if .root.Values.tls.enabled }}
        - name: tls
          secret:
            secretName: {{ include "omnichannel.name" . }}-tls
            defaultMode: 0440
        {{- end }}
{{- end }}
