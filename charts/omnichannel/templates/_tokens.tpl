{{/* The ways that are set by which services come by the tokens that they show, as a YAML list; there must be one. */}}
{{- define "omnichannel.tokenSources" -}}
{{- $tokens := .root.Values.serviceTokens }}
{{- $sources := list }}
{{- if $tokens.tokenEndpoint }}{{ $sources = append $sources "client" }}{{ end }}
{{- if $tokens.projected.enabled }}{{ $sources = append $sources "projected" }}{{ end }}
{{- if $tokens.secret.name }}{{ $sources = append $sources "secret" }}{{ end }}
{{- toYaml $sources }}
{{- end }}

{{/* How one service comes by its token: client, projected, secret, or nothing where it calls nobody. */}}
{{- define "omnichannel.tokenSource" -}}
{{- if .service.calls }}{{ include "omnichannel.tokenSources" . | fromYamlArray | first }}{{ end }}
{{- end }}

{{/* The settings that follow, as a YAML map. */}}
{{- define "omnichannel.serviceTokens" -}}
{{- $root := .root }}
{{- $tokens := $root.Values.serviceTokens }}
{{- $settings := dict }}
{{- $source := include "omnichannel.tokenSource" . }}
{{- if eq $source "client" }}
{{- $_ := set $settings "Auth__Service__TokenEndpoint" $tokens.tokenEndpoint }}
{{- $_ := set $settings "Auth__Service__ClientId" (.service.client.id | default (printf "omnichannel-%s" .name)) }}
{{- $_ := set $settings "Auth__Service__ClientSecretPath" "/run/service-token/client-secret" }}
{{- with $tokens.scope }}{{ $_ := set $settings "Auth__Service__Scope" . }}{{ end }}
{{- with $tokens.audience }}{{ $_ := set $settings "Auth__Service__Audience" . }}{{ end }}
{{- with $tokens.resource }}{{ $_ := set $settings "Auth__Service__Resource" . }}{{ end }}
{{- else if $source }}
{{- $_ := set $settings "Auth__ServiceTokenPath" "/run/service-token/token" }}
{{- end }}
{{- if $tokens.projected.enabled }}
{{- $_ := set $settings "Auth__Issuers__cluster__Kind" "kubernetes" }}
{{- $_ := set $settings "Auth__Issuers__cluster__Issuer" $tokens.projected.issuer }}
{{- if $tokens.projected.jwks }}
{{- $_ := set $settings "Auth__Issuers__cluster__Jwks" $tokens.projected.jwks }}
{{- else }}
{{- $_ := set $settings "Auth__Issuers__cluster__Authority" $tokens.projected.issuer }}
{{- end }}
{{- $_ := set $settings "Auth__Issuers__cluster__Audience" $tokens.projected.audience }}
{{- $_ := set $settings "Auth__Issuers__cluster__Roles" "service" }}
{{- range $name, $own := $root.Values.services }}
{{- if (mergeOverwrite (deepCopy $root.Values.defaults) $own).calls }}
{{- $_ := set $settings (printf "Auth__Issuers__cluster__Subjects__%s__Subject" $name) (printf "system:serviceaccount:%s:%s" $root.Release.Namespace (include "omnichannel.name" (dict "root" $root "name" $name))) }}
{{- $_ := set $settings (printf "Auth__Issuers__cluster__Subjects__%s__Role" $name) "service" }}
{{- end }}
{{- end }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{/* The volume with the token, or with what it is got by. Mounted files are renewed in the running pod. */}}
{{- define "omnichannel.tokenVolume" -}}
{{- $source := include "omnichannel.tokenSource" . }}
- name: service-token
  {{- if eq $source "projected" }}
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          path: token
          audience: {{ .root.Values.serviceTokens.projected.audience }}
          expirationSeconds: {{ .root.Values.serviceTokens.projected.expirationSeconds }}
  {{- else }}
  {{- $secret := ternary .service.client.secret .root.Values.serviceTokens.secret (eq $source "client") }}
  secret:
    secretName: {{ $secret.name }}
    items:
      - { key: {{ $secret.key }}, path: {{ ternary "client-secret" "token" (eq $source "client") }} }
    defaultMode: 0440
  {{- end }}
{{- end }}
