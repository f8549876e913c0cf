{{/* One service's settings as a YAML map without our prefix: what all have, what follows from the chart, what it says itself. */}}
{{- define "omnichannel.settings" -}}
{{- $root := .root }}
{{- $settings := deepCopy $root.Values.config }}
{{- if .service.usesEvents }}{{ $settings = mergeOverwrite $settings $root.Values.events.config }}{{ end }}
{{- with $root.Values.auth.issuer }}{{ $_ := set $settings "Auth__Issuer" . }}{{ end }}
{{- with $root.Values.auth.authority }}{{ $_ := set $settings "Auth__Authority" . }}{{ end }}
{{- with $root.Values.auth.jwks }}{{ $_ := set $settings "Auth__Jwks" . }}{{ end }}
{{- with $root.Values.auth.kind }}{{ $_ := set $settings "Auth__Kind" . }}{{ end }}
{{- if and (ne .name "gateway") (hasKey $root.Values.services "gateway") }}
{{- $gateway := include "omnichannel.name" (dict "root" $root "name" "gateway") }}
{{- $_ := set $settings "Auth__Issuers__guests__Issuer" "omnichannel-gateway" }}
{{- $_ := set $settings "Auth__Issuers__guests__Roles" "guest" }}
{{- if $root.Values.tls.enabled }}
{{- $_ := set $settings "Auth__Issuers__guests__JwksUri" (printf "https://%s:8443/.well-known/jwks.json" $gateway) }}
{{- $_ := set $settings "Auth__Issuers__guests__CaPath" "/run/tls/ca.crt" }}
{{- else }}
{{- $_ := set $settings "Auth__Issuers__guests__JwksUri" (printf "http://%s:8000/.well-known/jwks.json" $gateway) }}
{{- end }}
{{- end }}
{{- $settings = mergeOverwrite $settings (include "omnichannel.serviceTokens" . | fromYaml) }}
{{- $scheme := ternary "https" "http" $root.Values.tls.enabled }}
{{- range .service.calls }}
{{- $_ := set $settings (printf "Services__%s" .) (printf "%s://%s:8080" $scheme (include "omnichannel.name" (dict "root" $root "name" .))) }}
{{- end }}
{{- if and (eq .name "gateway") (include "omnichannel.hasConsole" $root) }}
{{- $_ := set $settings "Gateway__Console" (printf "%s://%s:8000" $scheme (include "omnichannel.name" (dict "root" $root "name" "console"))) }}
{{- end }}
{{- if eq .name "console" }}
{{- $gateway := include "omnichannel.name" (dict "root" $root "name" "gateway") }}
{{- $_ := set $settings "Console__Gateway" (printf "http://%s:8000" $gateway) }}
{{- $_ := set $settings "Console__GatewayGrpc" (printf "http://%s:8080" $gateway) }}
{{- with $root.Values.auth.authority }}{{ $_ := set $settings "Console__SignIn__Authority" . }}{{ end }}
{{- if $root.Values.tls.enabled }}{{ $_ := set $settings "Listen__Http" "https://0.0.0.0:8000" }}{{ end }}
{{- end }}
{{- if $root.Values.tls.enabled }}
{{- $_ := set $settings "Tls__CertificatePath" "/run/tls/tls.crt" }}
{{- $_ := set $settings "Tls__KeyPath" "/run/tls/tls.key" }}
{{- $_ := set $settings "Tls__CaPath" "/run/tls/ca.crt" }}
{{- $_ := set $settings "Tls__RequireClientCertificate" (toString $root.Values.tls.mutual) }}
{{- if .service.public }}
{{- $_ := set $settings "Listen__Internal" "https://0.0.0.0:8443" }}
{{- else }}
{{- $_ := set $settings "Listen__Grpc" "https://0.0.0.0:8080" }}
{{- end }}
{{- end }}
{{- range $key, $_ := .service.folders }}
{{- $_ := set $settings $key (printf "/run/folders/%s" (include "omnichannel.folder" $key)) }}
{{- end }}
{{- toYaml (mergeOverwrite $settings .service.config) }}
{{- end }}

{{/* What the folder of a setting is called, as a volume and where it is mounted. Takes the key. */}}
{{- define "omnichannel.folder" -}}
{{- . | replace "__" "-" | replace "." "-" | lower }}
{{- end }}

{{/* Says something where there is a console. Takes the root. */}}
{{- define "omnichannel.hasConsole" -}}
{{- with .Values.services.console }}{{ if (mergeOverwrite (deepCopy $.Values.defaults) .).enabled }}yes{{ end }}{{ end }}
{{- end }}

{{/* One service's settings by reference, as a YAML map of key -> { name, key }. */}}
{{- define "omnichannel.secrets" -}}
{{- $secrets := deepCopy .root.Values.secrets }}
{{- if .service.usesEvents }}{{ $secrets = mergeOverwrite $secrets .root.Values.events.secrets }}{{ end }}
{{- toYaml (mergeOverwrite $secrets .service.secrets) }}
{{- end }}

{{- define "omnichannel.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
data:
  {{- range $key, $value := include "omnichannel.settings" . | fromYaml }}
  Omnichannel__{{ $key }}: {{ $value | quote }}
  {{- end }}
  {{- range $key, $value := .root.Values.environment }}
  {{ $key }}: {{ $value | quote }}
  {{- end }}
{{- end }}
