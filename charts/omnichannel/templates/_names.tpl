{{- define "omnichannel.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The name of one service's objects. Takes { root, name }. */}}
{{- define "omnichannel.name" -}}
{{ include "omnichannel.fullname" .root }}-{{ .name }}
{{- end }}

{{/* What never changes in a service's life, for selectors. Takes { root, name }. */}}
{{- define "omnichannel.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "omnichannel.labels" -}}
{{ include "omnichannel.selector" . }}
app.kubernetes.io/part-of: omnichannel
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "omnichannel.metadata" -}}
name: {{ include "omnichannel.name" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "omnichannel.labels" . | nindent 2 }}
{{- end }}

{{- define "omnichannel.image" -}}
{{- if .service.image }}{{ .service.image }}
{{- else }}{{ with .root.Values.image.registry }}{{ . }}/{{ end }}{{ .service.repository }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{/* The ports of one service: what is public has a further one for the services themselves where they speak TLS. */}}
{{- define "omnichannel.ports" -}}
{{- $ports := deepCopy .service.ports }}
{{- if and .service.public .root.Values.tls.enabled }}{{ $_ := set $ports "internal" 8443 }}{{ end }}
{{- toYaml $ports }}
{{- end }}
