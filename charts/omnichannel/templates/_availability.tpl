{{- define "omnichannel.poddisruptionbudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .service.disruption.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "omnichannel.selector" . | nindent 6 }}
{{- end }}

{{- define "omnichannel.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "omnichannel.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "omnichannel.name" . }}
  minReplicas: {{ .service.autoscaling.minReplicas }}
  maxReplicas: {{ .service.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ .service.autoscaling.targetCpuPercent }} }
{{- end }}
