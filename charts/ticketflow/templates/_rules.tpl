{{/* The groups of files/rules.yaml with what is different of each alert, as YAML of {groups: […]}. */}}
{{- define "ticketflow.rules" -}}
{{- $values := .Values.rules -}}
{{- $repository := $values.runbookUrl | default (printf "%s/blob/main" .Chart.Home) | trimSuffix "/" -}}
{{- $grafana := $values.grafanaUrl | default "" | trimSuffix "/" -}}
{{- $groups := list -}}
{{- $known := list -}}
{{- range (.Files.Get "files/rules.yaml" | fromYaml).groups -}}
  {{- $kept := list -}}
  {{- range $rule := .rules -}}
    {{- if not $rule.alert -}}
      {{- $kept = append $kept $rule -}}
    {{- else -}}
      {{- $known = append $known $rule.alert -}}
      {{- $other := get ($values.alerts | default dict) $rule.alert | default dict -}}
      {{- if hasKey $other "threshold" -}}
        {{- $last := "(==|!=|>=|<=|>|<)(\\s*)[0-9.eE+-]+\\s*$" -}}
        {{- if not (regexMatch $last $rule.expr) -}}
          {{- fail (printf "rules.alerts.%s.threshold: this alert has none; see its expression in files/rules.yaml" $rule.alert) -}}
        {{- end -}}
        {{- $_ := set $rule "expr" (regexReplaceAll $last $rule.expr (printf "${1}${2}%v" $other.threshold)) -}}
      {{- end -}}
      {{- with get $other "for" -}}{{- $_ := set $rule "for" . -}}{{- end -}}
      {{- $labels := merge (dict) ($other.labels | default dict) -}}
      {{- with $other.severity -}}{{- $_ := set $labels "severity" . -}}{{- end -}}
      {{- $_ := set $rule "labels" (merge $labels ($rule.labels | default dict) ($values.alertLabels | default dict)) -}}
      {{- $own := $other.annotations | default dict -}}
      {{- $annotations := merge (dict) $own ($rule.annotations | default dict) -}}
      {{- if and $annotations.runbook_url (not $own.runbook_url) -}}
        {{- $_ := set $annotations "runbook_url" (printf "%s/%s" $repository $annotations.runbook_url) -}}
      {{- end -}}
      {{- if and $annotations.dashboard (not $own.dashboard) -}}
        {{- $_ := set $annotations "dashboard" (printf "%s%s" $grafana $annotations.dashboard) -}}
      {{- end -}}
      {{- $_ := set $rule "annotations" $annotations -}}
      {{- if ne (toString (get $other "enabled")) "false" -}}{{- $kept = append $kept $rule -}}{{- end -}}
    {{- end -}}
  {{- end -}}
  {{- if $kept -}}{{- $groups = append $groups (merge (dict "rules" $kept) .) -}}{{- end -}}
{{- end -}}
{{- range $name, $_ := $values.alerts | default dict -}}
  {{- if not (has $name $known) -}}
    {{- fail (printf "rules.alerts.%s: there is no such alert; there are %s" $name (join ", " $known)) -}}
  {{- end -}}
{{- end -}}
{{- toYaml (dict "groups" $groups) -}}
{{- end -}}
