{{/*
  What is missing, or would lose something in silence: a line each, all at once. Nothing is rendered while there is one. What may be left out in a demo (values: demo) is
  what only customers would miss.
*/}}
{{- define "omnichannel.problems" -}}
{{- $lines := list }}
{{- range $name, $own := .Values.services }}
{{- $context := dict "root" $ "name" $name "service" (mergeOverwrite (deepCopy $.Values.defaults) $own) }}
{{- if $context.service.enabled }}
{{- range $call := $context.service.calls }}
{{- if not (hasKey $.Values.services $call) }}{{ $lines = append $lines (printf "- services.%s.calls names %s, which is no service" $name $call) }}{{ end }}
{{- end }}
{{- range $key, $_ := $context.service.folders }}
{{- if hasKey $context.service.config $key }}{{ $lines = append $lines (printf "- services.%s.config.%s: leave it out, what services.%s.folders mounts for it lies elsewhere" $name $key $name) }}{{ end }}
{{- end }}
{{- $lines = concat $lines (include "omnichannel.authProblems" $context | splitList "\n") }}
{{- $lines = concat $lines (include "omnichannel.tokenProblems" $context | splitList "\n") }}
{{- $lines = concat $lines (include "omnichannel.stateProblems" $context | splitList "\n") }}
{{- $lines = concat $lines (include "omnichannel.keyProblems" $context | splitList "\n") }}
{{- if eq $name "gateway" }}{{ $lines = concat $lines (include "omnichannel.gatewayProblems" $context | splitList "\n") }}{{ end }}
{{- if eq $name "console" }}{{ $lines = concat $lines (include "omnichannel.consoleProblems" $context | splitList "\n") }}{{ end }}
{{- if eq $name "messaging" }}{{ $lines = concat $lines (include "omnichannel.messagingProblems" $context | splitList "\n") }}{{ end }}
{{- end }}
{{- end }}
{{- without (uniq $lines) "" | join "\n" }}
{{- end }}

{{/* The keys that a service is given a value for, as a YAML map. Takes { root, name, service }, as all of these do. */}}
{{- define "omnichannel.given" -}}
{{- $given := dict }}
{{- range $key, $value := include "omnichannel.settings" . | fromYaml }}{{ if ne (toString $value) "" }}{{ $_ := set $given $key true }}{{ end }}{{ end }}
{{- range $key, $value := include "omnichannel.secrets" . | fromYaml }}{{ $_ := set $given $key true }}{{ end }}
{{- toYaml $given }}
{{- end }}

{{/* Who signs the tokens of customers and staff. The guests' and the cluster's own issuer, which follow from the chart, do not. */}}
{{- define "omnichannel.authProblems" -}}
{{- $given := include "omnichannel.given" . | fromYaml }}
{{- $hasKeys := false }}
{{- $isNamed := or $given.Auth__Issuer $given.Auth__Authority }}
{{- range $key, $_ := $given }}
{{- if and (regexMatch "^Auth__(Issuers__.+__)?(Authority|Jwks|JwksUri|JwksPath)$" $key) (not (regexMatch "^Auth__Issuers__(guests|cluster)__" $key)) }}
{{- $hasKeys = true }}
{{- if hasPrefix "Auth__Issuers__" $key }}{{ $isNamed = true }}{{ end }}
{{- end }}
{{- end }}
{{- if not (and $isNamed $hasKeys) }}
- auth.issuer, and one of auth.authority and auth.jwks: who signs the tokens of customers and staff
{{- end }}
{{- end }}

{{/* By what a service that calls others shows who it is. */}}
{{- define "omnichannel.tokenProblems" -}}
{{- $tokens := .root.Values.serviceTokens }}
{{- if .service.calls }}
{{- $sources := include "omnichannel.tokenSources" . | fromYamlArray }}
{{- if ne (len $sources) 1 }}
- one of serviceTokens.tokenEndpoint, serviceTokens.projected.enabled and serviceTokens.secret.name: where services that call others get the token that they show
{{- else if and (eq (first $sources) "client") (not .service.client.secret.name) }}
- services.{{ .name }}.client.secret.name: the secret that holds its client secret (serviceTokens.tokenEndpoint)
{{- end }}
{{- end }}
{{- if and $tokens.projected.enabled (not $tokens.projected.issuer) }}
- serviceTokens.projected.issuer: who issues the cluster's tokens (kubectl get --raw /.well-known/openid-configuration)
{{- end }}
{{- end }}

{{/* Where what is told to be done stays: a pod's own files and memory end with it. */}}
{{- define "omnichannel.stateProblems" -}}
{{- $settings := include "omnichannel.settings" . | fromYaml }}
{{- $given := include "omnichannel.given" . | fromYaml }}
{{- if .service.usesEvents }}
{{- if ne (lower ($settings.Storage__Provider | default "sqlite")) "postgres" }}
- services.{{ .name }}.config.Storage__Provider: postgres; a file in the pod ends with the pod
{{- end }}
{{- if not $given.Storage__ConnectionString }}
- services.{{ .name }}.secrets.Storage__ConnectionString: its database
{{- end }}
{{- if ne (lower ($settings.Events__Provider | default "embedded")) "kafka" }}
- events.config.Events__Provider: kafka; a log in the pod reaches no other service and ends with the pod
{{- end }}
{{- if not $given.Events__BootstrapServers }}
- events.config.Events__BootstrapServers: the brokers of Kafka
{{- end }}
{{- end }}
{{- if eq (lower ($settings.Carts__Provider | default "sql")) "redis" }}
{{- if not $given.Carts__Redis }}
- services.{{ .name }}.secrets.Carts__Redis: the Redis that keeps the carts (services.{{ .name }}.config.Carts__Provider is redis)
{{- end }}
{{- if not (or $given.Carts__Replicas .root.Values.demo) }}
- services.{{ .name }}.config.Carts__Replicas: how many replicas of that Redis must have a checkout before it is answered, "0" where it never fails over (demo: true does without)
{{- end }}
{{- end }}
{{- end }}

{{/* Keys and shared servers without which replicas disagree, or what was given out ends with the pod. */}}
{{- define "omnichannel.keyProblems" -}}
{{- $secrets := include "omnichannel.secrets" . | fromYaml }}
{{- $given := include "omnichannel.given" . | fromYaml }}
{{- $isSeveral := or (gt (int .service.replicas) 1) .service.autoscaling.enabled }}
{{- range .service.requiredSecrets }}
{{- if not (hasKey $secrets .) }}
- services.{{ $.name }}.secrets.{{ . }}: it does not work without
{{- end }}
{{- end }}
{{- range .service.sharedSettings }}
{{- if and $isSeveral (not (hasKey $given .)) }}
- services.{{ $.name }}.secrets.{{ . }}: its replicas must have the same
{{- end }}
{{- end }}
{{- range .service.lastingSettings }}
{{- if not (or $isSeveral $.root.Values.demo (hasKey $given .)) }}
- services.{{ $.name }}.secrets.{{ . }}: what it signs would be worth nothing after the next restart (demo: true does without)
{{- end }}
{{- end }}
{{- end }}

{{/* Who stands in front has to be said, if only that nobody does: else all callers would have the address of the ingress, and share its limits. */}}
{{- define "omnichannel.gatewayProblems" -}}
{{- $settings := include "omnichannel.settings" . | fromYaml }}
{{- if not (hasKey $settings "Gateway__TrustedProxies") }}
- services.gateway.config.Gateway__TrustedProxies: the networks of the proxies in front, empty where there are none
{{- end }}
{{- if not $settings.Gateway__ForwardLimit }}
- services.gateway.config.Gateway__ForwardLimit: how many proxies in a row add an address to X-Forwarded-For
{{- end }}
{{- end }}

{{/* That people can sign in. */}}
{{- define "omnichannel.consoleProblems" -}}
{{- $given := include "omnichannel.given" . | fromYaml }}
{{- if and $given.Console__SignIn__Authority (not $given.Console__SignIn__ClientId) }}
- services.console.config.Console__SignIn__ClientId: the name that the provider knows the console by (services.console.enabled: false does without a console)
{{- else if not (or $given.Console__SignIn__Authority .root.Values.demo) }}
- services.console.config.Console__SignIn__Authority: the OpenID Connect provider that people sign in with (services.console.enabled: false does without a console)
{{- end }}
{{- end }}

{{/* That messages leave. */}}
{{- define "omnichannel.messagingProblems" -}}
{{- $settings := include "omnichannel.settings" . | fromYaml }}
{{- $given := include "omnichannel.given" . | fromYaml }}
{{- if eq (lower ($settings.Messaging__Provider | default "mailbox")) "mailbox" }}
{{- if not .root.Values.demo }}
- services.messaging.config.Messaging__Provider: dapr; mailbox keeps all messages in a table and sends none (demo: true allows it)
{{- end }}
{{- else }}
{{- if not (or .service.dapr.enabled (eq (toString (get .service.podAnnotations "dapr.io/enabled")) "true")) }}
- services.messaging.dapr.enabled: true; without the sidecar no message leaves (services.messaging.config.Messaging__Provider is dapr)
{{- end }}
{{- if not $given.Messaging__PublicUri }}
- services.messaging.config.Messaging__PublicUri: the gateway's address as customers reach it, for links in messages
{{- end }}
{{- end }}
{{- end }}
