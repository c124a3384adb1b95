{{/* Names. 40 leaves room for suffixes, and for what Kubernetes adds to the names of pods. */}}
{{- define "ticketflow.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Of two long names that begin alike, each has an end of its own. */}}
{{- define "ticketflow.short" -}}
{{- if gt (len .) 40 -}}
{{- printf "%s-%s" (trunc 31 . | trimSuffix "-") (sha256sum . | trunc 8) -}}
{{- else -}}
{{- . | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* A release may have dots in its name, and a Service may not. */}}
{{- define "ticketflow.fullname" -}}
{{- $release := replace "." "-" .Release.Name -}}
{{- if .Values.fullnameOverride -}}
{{- include "ticketflow.short" .Values.fullnameOverride -}}
{{- else if contains (include "ticketflow.name" .) $release -}}
{{- include "ticketflow.short" $release -}}
{{- else -}}
{{- include "ticketflow.short" (printf "%s-%s" $release (include "ticketflow.name" .)) -}}
{{- end -}}
{{- end -}}

{{- define "ticketflow.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "ticketflow.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* Labels by which objects find each other, of (context, component). They never change, and hold no version. */}}
{{- define "ticketflow.selector" -}}
app.kubernetes.io/name: {{ include "ticketflow.name" .context }}
app.kubernetes.io/instance: {{ .context.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* All labels, of (context, component, extra). */}}
{{- define "ticketflow.labels" -}}
{{- $own := include "ticketflow.selector" . | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" .context.Release.Service -}}
{{- $_ := set $own "app.kubernetes.io/part-of" "ticketflow" -}}
{{- $_ := set $own "app.kubernetes.io/version" .context.Chart.AppVersion -}}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .context.Chart.Name .context.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- toYaml (merge $own (.extra | default dict) (.context.Values.commonLabels | default dict)) -}}
{{- end -}}

{{/* The labels of a pod: without the chart's version, so that a change of the chart alone starts no worker anew. */}}
{{- define "ticketflow.podLabels" -}}
{{- toYaml (omit (include "ticketflow.labels" . | fromYaml) "helm.sh/chart") -}}
{{- end -}}

{{/* metadata of an object, of (context, component) and if wanted (suffix, name, namespace, labels, annotations). */}}
{{- define "ticketflow.metadata" -}}
name: {{ .name | default (printf "%s%s" (include "ticketflow.fullname" .context) (.suffix | default "")) }}
namespace: {{ .namespace | default .context.Release.Namespace }}
labels:
  {{- include "ticketflow.labels" (dict "context" .context "component" .component "extra" .labels) | nindent 2 }}
{{- with merge (dict) (.annotations | default dict) (.context.Values.commonAnnotations | default dict) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* An image, of (context, image). */}}
{{- define "ticketflow.image" -}}
{{- $registry := get (.context.Values.global | default dict) "imageRegistry" | default .image.registry -}}
{{- $name := .image.repository -}}
{{- with $registry -}}{{- $name = printf "%s/%s" . $name -}}{{- end -}}
{{- $name = printf "%s:%s" $name (.image.tag | default .context.Chart.AppVersion) -}}
{{- with .image.digest -}}{{- $name = printf "%s@%s" $name . -}}{{- end -}}
{{- $name -}}
{{- end -}}

{{/* What all pods have. */}}
{{- define "ticketflow.podSecurity" -}}
serviceAccountName: {{ include "ticketflow.serviceAccountName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- if not (kindIs "invalid" .Values.hostUsers) }}
hostUsers: {{ .Values.hostUsers }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- $names := list -}}
{{- range concat (get (.Values.global | default dict) "imagePullSecrets" | default list) (.Values.image.pullSecrets | default list) -}}
{{- /* Parents write them as Kubernetes does, or as names alone. */ -}}
{{- $names = append $names (kindIs "map" . | ternary . (dict "name" .)).name -}}
{{- end -}}
{{- with $names | uniq }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Bytes of a quantity of Kubernetes, of (quantity, of): what it is a quantity of, for whoever wrote it wrong. */}}
{{- define "ticketflow.bytes" -}}
{{- $text := kindIs "string" .quantity | ternary (toString .quantity) (printf "%d" (int64 .quantity)) -}}
{{- $units := dict "" 1 "k" 1000 "M" 1000000 "G" 1000000000 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 -}}
{{- $unit := regexFind "[A-Za-z]*$" $text -}}
{{- if or (not (regexMatch "^[0-9]+([.][0-9]+)?[A-Za-z]*$" $text)) (not (hasKey $units $unit)) -}}
{{- fail (printf "%s: write %s as a number with Ki, Mi, Gi, k, M, G or nothing behind it" .of $text) -}}
{{- end -}}
{{- mulf (trimSuffix $unit $text | float64) (get $units $unit) | int64 -}}
{{- end -}}

{{/* Where pods other than the workers run. What workers want of each other, such as nodes of their own, is not for them. */}}
{{- define "ticketflow.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with pick (.Values.affinity | default dict) "nodeAffinity" }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- with .Values.schedulerName }}
schedulerName: {{ . }}
{{- end }}
{{- end -}}

{{/* How many workers there are at least; nothing if something outside decides. */}}
{{- define "ticketflow.workers" -}}
{{- $scaling := .Values.autoscaling -}}
{{- if or $scaling.enabled $scaling.keda.enabled -}}
{{- $scaling.minReplicas | int -}}
{{- else if not $scaling.external -}}
{{- .Values.replicaCount | int -}}
{{- end -}}
{{- end -}}

{{/* Who is between the scheme of a URL and its path. urlParse would name the URL, and so its password, where it cannot read it. */}}
{{- define "ticketflow.hosts" -}}
{{- regexReplaceAll "^[^:]*://([^/?#]*@)?([^/?#]*).*$" . "${2}" -}}
{{- end -}}

{{/* Port of discord.apiUrl. */}}
{{- define "ticketflow.apiPort" -}}
{{- $url := .Values.discord.apiUrl | default "" -}}
{{- regexFind ":[0-9]+$" (include "ticketflow.hosts" $url) | trimPrefix ":" | default (ternary "80" "443" (hasPrefix "http:" $url)) -}}
{{- end -}}

{{/* Ports of Redis and its sentinels, as YAML of a list: those of networkPolicy, and those of redis.url. */}}
{{- define "ticketflow.redisPorts" -}}
{{- $ports := list -}}
{{- range .Values.networkPolicy.redisPorts -}}{{- $ports = append $ports (int .) -}}{{- end -}}
{{- range splitList "," (include "ticketflow.hosts" (.Values.redis.url | default "")) -}}
{{- with regexFind ":[0-9]+$" . -}}{{- $ports = append $ports (trimPrefix ":" . | int) -}}{{- end -}}
{{- end -}}
{{- toYaml (uniq $ports) -}}
{{- end -}}

{{/* A list and what a value adds to it, of (own, value, key, taken): two with one name are refused by Kubernetes, or one counts. */}}
{{- define "ticketflow.added" -}}
{{- $seen := dict -}}
{{- range concat (.own | fromYamlArray) (.taken | default list) -}}
{{- $_ := set $seen (get . $.key) "the chart's own" -}}
{{- end -}}
{{- range get .context.Values .value | default list -}}
{{- $name := get . $.key -}}
{{- with get $seen $name -}}
{{- fail (printf "%s: %s is %s already: leave it out, and set the value of the chart that is for it" $.value $name .) -}}
{{- end -}}
{{- $_ := set $seen $name "there" -}}
{{- end -}}
{{- .own -}}
{{- with get .context.Values .value }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ticketflow.env" -}}
{{- $taken := list -}}
{{- range list "DISCORD_TOKEN" "REDIS_URL" "REDIS_URL_FILE" "TICKETFLOW_WORKER" "TICKETFLOW_REVISION" -}}
{{- $taken = append $taken (dict "name" .) -}}
{{- end -}}
{{- include "ticketflow.added" (dict "context" . "own" (include "ticketflow.ownEnv" .) "value" "extraEnv" "key" "name" "taken" $taken) -}}
{{- end -}}

{{/* Settings that are no secrets, as variables. They stand in the pod itself, so that a change of one is a change of it. */}}
{{- define "ticketflow.ownEnv" -}}
- name: DISCORD_TOKEN_FILE
  value: /run/secrets/ticketflow/discord/token
{{- with .Values.discord.apiUrl }}
- name: DISCORD_API_URL
  value: {{ . | quote }}
{{- end }}
{{- if .Values.redis.builtIn.enabled }}
- name: REDIS_URL
  value: {{ printf "redis://%s-redis:6379" (include "ticketflow.fullname" .) | quote }}
{{- else }}
- name: REDIS_URL_FILE
  value: /run/secrets/ticketflow/redis/url
{{- end }}
- name: RUST_LOG
  value: {{ .Values.log.filter | quote }}
- name: TICKETFLOW_ADMIN_ADDRESS
  value: {{ printf (ternary "[%s]:%d" "%s:%d" (contains ":" .Values.admin.address)) .Values.admin.address (int .Values.admin.port) | quote }}
- name: TICKETFLOW_EGRESS
  value: {{ .Values.fleet.egress | quote }}
- name: TICKETFLOW_LEASE_MS
  value: {{ .Values.fleet.leaseMs | int | quote }}
- name: TICKETFLOW_LOG_FORMAT
  value: {{ .Values.log.format | quote }}
- name: TICKETFLOW_MEMBERS
  value: {{ .Values.discord.members | quote }}
- name: TICKETFLOW_MESSAGE_CONTENT
  value: {{ .Values.discord.messageContent | quote }}
- name: TICKETFLOW_REDIS_REPLICAS
  value: {{ .Values.redis.replicas | toString | quote }}
{{- if not (kindIs "invalid" .Values.discord.shards) }}
- name: TICKETFLOW_SHARDS
  value: {{ .Values.discord.shards | int | quote }}
{{- end }}
{{- end -}}

{{/* What the chart makes a Secret of. */}}
{{- define "ticketflow.secrets" -}}
{{- with .Values.discord.token }}
token: {{ . | b64enc | quote }}
{{- end }}
{{- with .Values.redis.url }}
url: {{ . | b64enc | quote }}
{{- end }}
{{- end -}}

{{- define "ticketflow.volumes" -}}
{{- include "ticketflow.added" (dict "context" . "own" (include "ticketflow.ownVolumes" .) "value" "extraVolumes" "key" "name") -}}
{{- end -}}

{{- define "ticketflow.ownVolumes" -}}
- name: discord
  secret:
    secretName: {{ .Values.discord.existingSecret | default (include "ticketflow.fullname" .) }}
    defaultMode: 0440
    # Which is the default; podman wants it said.
    optional: false
    items:
      - key: {{ ternary .Values.discord.tokenKey "token" (not (empty .Values.discord.existingSecret)) }}
        path: token
{{- if not .Values.redis.builtIn.enabled }}
- name: redis
  secret:
    secretName: {{ .Values.redis.existingSecret | default (include "ticketflow.fullname" .) }}
    defaultMode: 0440
    # Which is the default; podman wants it said.
    optional: false
    items:
      - key: {{ ternary .Values.redis.urlKey "url" (not (empty .Values.redis.existingSecret)) }}
        path: url
{{- end }}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- end -}}

{{- define "ticketflow.volumeMounts" -}}
{{- include "ticketflow.added" (dict "context" . "own" (include "ticketflow.ownVolumeMounts" .) "value" "extraVolumeMounts" "key" "mountPath") -}}
{{- end -}}

{{- define "ticketflow.ownVolumeMounts" -}}
- name: discord
  mountPath: /run/secrets/ticketflow/discord
  readOnly: true
{{- if not .Values.redis.builtIn.enabled }}
- name: redis
  mountPath: /run/secrets/ticketflow/redis
  readOnly: true
{{- end }}
- name: tmp
  mountPath: /tmp
{{- end -}}
