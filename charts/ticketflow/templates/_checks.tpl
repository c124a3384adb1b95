{{/* How many of a list are set. */}}
{{- define "ticketflow.count" -}}
{{- $count := 0 -}}
{{- range . -}}{{- if . -}}{{- $count = add1 $count -}}{{- end -}}{{- end -}}
{{- $count -}}
{{- end -}}

{{/* What is no good of values that may hold a secret. Helm shows a value that the schema refuses, so they are looked at here. */}}
{{- define "ticketflow.discreet" -}}
{{- $v := .Values -}}
{{- $hidden := "(it is not shown: there may be a secret in it)" -}}
{{- range $path, $name := dict "discord.existingSecret" $v.discord.existingSecret "redis.existingSecret" $v.redis.existingSecret -}}
{{- if not (regexMatch "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$" ($name | default "")) -}}
{{- fail (printf "%s is not the name of a Secret %s: set it to a name of small letters, digits, `-` and `.`" $path $hidden) -}}
{{- end -}}
{{- end -}}
{{- if not (regexMatch "^(rediss?(\\+(sentinel|cluster))?://.+)?$" ($v.redis.url | default "")) -}}
{{- fail (printf "redis.url is not the address of a Redis %s: begin it with redis://, redis+sentinel:// or redis+cluster://, or with rediss for TLS" $hidden) -}}
{{- end -}}
{{- range $path, $url := dict "discord.apiUrl" $v.discord.apiUrl "autoscaling.keda.serverAddress" $v.autoscaling.keda.serverAddress -}}
{{- if not (regexMatch "^(https?://.+)?$" ($url | default "")) -}}
{{- fail (printf "%s is not an address %s: begin it with http:// or https://" $path $hidden) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Combinations that cannot work, each with the value to set. */}}
{{- define "ticketflow.checks" -}}
{{- $v := .Values -}}
{{- include "ticketflow.discreet" . -}}
{{- if not (regexMatch "^[a-z]" (include "ticketflow.fullname" .)) -}}
{{- fail (printf "a Service cannot be called %s, since names of Services begin with a letter: set fullnameOverride" (include "ticketflow.fullname" .)) -}}
{{- end -}}
{{- if and (not $v.discord.existingSecret) (not $v.discord.token) -}}
{{- fail "there is no bot token: set discord.existingSecret to the name of a Secret that has it under the key `token`" -}}
{{- end -}}
{{- if and $v.discord.existingSecret $v.discord.token -}}
{{- fail "there are two bot tokens: set either discord.existingSecret or discord.token" -}}
{{- end -}}
{{- $redis := include "ticketflow.count" (list $v.redis.existingSecret $v.redis.url $v.redis.builtIn.enabled) | int -}}
{{- if eq $redis 0 -}}
{{- fail "there is no Redis: set redis.existingSecret to the name of a Secret that has its address under the key `url`, or redis.url, or for a trial redis.builtIn.enabled=true" -}}
{{- end -}}
{{- if gt $redis 1 -}}
{{- fail "there are several Redis: set only one of redis.existingSecret, redis.url and redis.builtIn.enabled" -}}
{{- end -}}
{{- if or (hasPrefix "127." $v.admin.address) (eq $v.admin.address "::1") -}}
{{- fail (printf "nobody outside of a pod reaches %s, the probes of Kubernetes neither: set admin.address to 0.0.0.0 or ::" $v.admin.address) -}}
{{- end -}}
{{- if gt (include "ticketflow.count" (list $v.autoscaling.enabled $v.autoscaling.external $v.autoscaling.keda.enabled) | int) 1 -}}
{{- fail "only one thing can scale the workers: set one of autoscaling.enabled, autoscaling.keda.enabled and autoscaling.external" -}}
{{- end -}}
{{- if gt (int $v.autoscaling.minReplicas) (int $v.autoscaling.maxReplicas) -}}
{{- fail "autoscaling.minReplicas must not be more than autoscaling.maxReplicas" -}}
{{- end -}}
{{- if and $v.autoscaling.keda.enabled (not $v.autoscaling.keda.serverAddress) -}}
{{- fail "KEDA has no Prometheus to ask: set autoscaling.keda.serverAddress" -}}
{{- end -}}
{{- $neither := and (kindIs "invalid" $v.pdb.minAvailable) (kindIs "invalid" $v.pdb.maxUnavailable) -}}
{{- $both := not (or (kindIs "invalid" $v.pdb.minAvailable) (kindIs "invalid" $v.pdb.maxUnavailable)) -}}
{{- if and $v.pdb.enabled (or $neither $both) -}}
{{- fail "a PodDisruptionBudget has one number: set one of pdb.maxUnavailable and pdb.minAvailable, and the other to null" -}}
{{- end -}}
{{- if and $v.pdb.enabled (has (toString $v.pdb.maxUnavailable) (list "0" "0%")) -}}
{{- fail "no worker could ever be evicted, so no node be drained: set pdb.maxUnavailable to more than 0" -}}
{{- end -}}
{{- if and $v.pdb.enabled (not (kindIs "invalid" $v.pdb.minAvailable)) -}}
{{- $workers := include "ticketflow.workers" . -}}
{{- $least := toString $v.pdb.minAvailable -}}
{{- if hasSuffix "%" $least -}}
{{- /* Kubernetes rounds up. */ -}}
{{- $least = div (add (mul (trimSuffix "%" $least | int) (int $workers)) 99) 100 | toString -}}
{{- end -}}
{{- if or (eq (toString $v.pdb.minAvailable) "100%") (and (gt (int $workers) 0) (ge (int $least) (int $workers))) -}}
{{- fail (printf "no worker could ever be evicted, so no node be drained: pdb.minAvailable=%v of %s workers: set pdb.maxUnavailable=1 and pdb.minAvailable=null instead" $v.pdb.minAvailable ($workers | default "all")) -}}
{{- end -}}
{{- end -}}
{{- if and (has (toString $v.update.maxSurge) (list "0" "0%")) (has (toString $v.update.maxUnavailable) (list "0" "0%")) -}}
{{- fail "no worker could ever be replaced: set update.maxSurge or update.maxUnavailable to more than 0" -}}
{{- end -}}
{{- range list "extraContainers" "initContainers" -}}
{{- $_ := include "ticketflow.added" (dict "context" $ "own" "- name: worker" "value" . "key" "name") -}}
{{- end -}}
{{- range $one := $v.extraContainers -}}
{{- range $other := $v.initContainers -}}
{{- if eq (get $one "name") (get $other "name") -}}
{{- fail (printf "extraContainers and initContainers: %v is in both, and each container of a pod needs a name of its own" (get $one "name")) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- /* An alert that is not there is a mistake also where rules are not made yet. */ -}}
{{- $_ := include "ticketflow.rules" . -}}
{{- if and $v.dashboards.grafanaOperator.enabled (not $v.dashboards.enabled) -}}
{{- fail "GrafanaDashboards read the ConfigMaps of the dashboards: set dashboards.enabled=true too" -}}
{{- end -}}
{{- end -}}
