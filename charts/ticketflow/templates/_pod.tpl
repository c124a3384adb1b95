{{/* The workers' pod, of (context, revision). Without a revision it is what the revision is a checksum of. */}}
{{- define "ticketflow.pod" -}}
{{- $ := .context -}}
metadata:
  labels:
    {{- include "ticketflow.podLabels" (dict "context" $ "component" "worker" "extra" $.Values.podLabels) | nindent 4 }}
  annotations:
    {{- $own := dict "checksum/secret" (include "ticketflow.secrets" $ | sha256sum) }}
    {{- $usual := dict "kubectl.kubernetes.io/default-container" "worker" }}
    {{- toYaml (merge $own ($.Values.podAnnotations | default dict) ($.Values.commonAnnotations | default dict) $usual) | nindent 4 }}
spec:
  {{- include "ticketflow.podSecurity" $ | nindent 2 }}
  terminationGracePeriodSeconds: {{ $.Values.terminationGracePeriodSeconds | int }}
  {{- with $.Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $.Values.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- with $.Values.schedulerName }}
  schedulerName: {{ . }}
  {{- end }}
  {{- with $.Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $.Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $.Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range . }}
    {{- $constraint := . }}
    {{- if not (hasKey . "labelSelector") }}
    {{- $selector := include "ticketflow.selector" (dict "context" $ "component" "worker") | fromYaml }}
    {{- $constraint = merge (dict "labelSelector" (dict "matchLabels" $selector)) . }}
    {{- end }}
    - {{- toYaml $constraint | nindent 6 }}
    {{- end }}
  {{- end }}
  {{- with $.Values.initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: worker
      image: {{ include "ticketflow.image" (dict "context" $ "image" $.Values.image) }}
      imagePullPolicy: {{ $.Values.image.pullPolicy }}
      args:
        - run
      env:
        # The worker's name in logs, metrics and `ticketflow inspect fleet`.
        - name: TICKETFLOW_WORKER
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: TICKETFLOW_REVISION
          value: {{ .revision | quote }}
        {{- include "ticketflow.env" $ | nindent 8 }}
      {{- with $.Values.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - name: admin
          containerPort: {{ $.Values.admin.port | int }}
          protocol: TCP
      {{- with $.Values.startupProbe }}
      startupProbe:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $.Values.livenessProbe }}
      livenessProbe:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $.Values.readinessProbe }}
      readinessProbe:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $.Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- toYaml $.Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "ticketflow.volumeMounts" $ | nindent 8 }}
    {{- with $.Values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "ticketflow.volumes" $ | nindent 4 }}
{{- end -}}

{{/* Every change of the pod is a deploy. In a deploy shards go to the revision that began last, so each moves once. */}}
{{- define "ticketflow.revision" -}}
{{- if .Values.fleet.revision -}}
{{- .Values.fleet.revision -}}
{{- else -}}
{{- $pod := include "ticketflow.pod" (dict "context" . "revision" "") -}}
{{- printf "%s-%s" (.Values.image.tag | default .Chart.AppVersion | trunc 80) (sha256sum $pod | trunc 10) -}}
{{- end -}}
{{- end -}}
