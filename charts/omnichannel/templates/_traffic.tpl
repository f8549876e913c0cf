{{- define "omnichannel.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
  {{- with .service.service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .service.service.type }}
  {{- if .service.service.headless }}
  clusterIP: None
  {{- end }}
  selector:
    {{- include "omnichannel.selector" . | nindent 4 }}
  ports:
    {{- range $port, $number := include "omnichannel.ports" . | fromYaml }}
    - name: {{ $port }}
      port: {{ $number }}
      targetPort: {{ $port }}
      protocol: TCP
      {{- if and (eq $port "grpc") (or $.service.public (not $.root.Values.tls.enabled)) }}
      appProtocol: kubernetes.io/h2c
      {{- end }}
    {{- end }}
{{- end }}

{{- define "omnichannel.networkpolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "omnichannel.selector" . | nindent 6 }}
  policyTypes: [Ingress]
  # The node's own probes are always let in. No callers, no calls.
  ingress:
    {{- if or .service.public .service.callers }}
    - ports:
        {{- range $number := .service.ports }}
        - { port: {{ $number }}, protocol: TCP }
        {{- end }}
      {{- if not .service.public }}
      from:
        {{- range .service.callers }}
        - podSelector:
            matchLabels:
              {{- include "omnichannel.selector" (dict "root" $.root "name" .) | nindent 14 }}
        {{- end }}
      {{- end }}
    {{- if and .service.public .root.Values.tls.enabled }}
    # Keys of guests, for the services.
    - ports:
        - { port: 8443, protocol: TCP }
      from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ .root.Chart.Name }}
              app.kubernetes.io/instance: {{ .root.Release.Name }}
    {{- end }}
    {{- else }} []
    {{- end }}
{{- end }}
