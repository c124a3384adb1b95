"""What boards are made of: panels that look alike everywhere, and the frame around them.

Colours mean the same on every board: green is as it should be, yellow is worth a look, red is wrong, blue is neither.
"""

GREEN, YELLOW, ORANGE, RED, BLUE, PURPLE, GREY = "#73BF69", "#FADE2A", "#FF9830", "#F2495C", "#5794F2", "#B877D9", "#8E8E8E"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
# Whose series are looked at. Where Prometheus knows of no namespace or pod, the label is absent and `.*` matches that.
OURS = 'job=~"$job", namespace=~"$namespace"'
# That nobody was ever there is an alert without a namespace.
ALERTS = 'alertname=~"TicketFlow.*", job=~"|$job", namespace=~"|$namespace"'
POD = OURS + ', pod=~"$pod"'
SHARD = POD + ', shard=~"$shard"'
# What each value of a label, or each legend, is shown in, wherever it is shown.
OUTCOMES = {
    "accepted": GREEN, "repeated": BLUE, "too_late": ORANGE, "failed": RED, "applied": GREEN, "refused": YELLOW, "ignored": GREY,
    "duplicate": BLUE, "damaged": RED, "committed": GREEN, "conflict": YELLOW, "elsewhere": PURPLE, "fenced": ORANGE, "understood": GREEN,
    "asked": YELLOW, "not_understood": ORANGE, "done": GREEN, "given_up": RED,
}
COLOURS = {
    "{{outcome}}": OUTCOMES,
    "{{status}}": {"2xx": GREEN, "4xx": YELLOW, "429": ORANGE, "5xx": RED, "none": PURPLE},
    "{{fault}}": {"unavailable": ORANGE, "damaged": RED},
    "{{objective}}": {"acknowledged": GREEN, "opened": BLUE, "shards": PURPLE},
    "{{scope}}": {"user": BLUE, "shared": GREY, "global": ORANGE, "cloudflare": RED},
    "{{mender}}": {"server": YELLOW, "operator": RED},
    "{{stage}}": {"placed": BLUE, "closed": PURPLE, "failed": RED},
    **{name: {name: it} for name, it in {"p50": GREEN, "p95": YELLOW, "p99": RED, "limit": GREY, "failed": RED, "given_up": ORANGE}.items()},
}
PHASES = {0: ("nobody", RED), 1: ("ended", GREY), 2: ("waiting", ORANGE), 3: ("parting", BLUE), 4: ("connecting", YELLOW), 5: ("active", GREEN)}
PER_SECOND, SECONDS, SHARE, BYTES, COUNT = "cps", "s", "percentunit", "bytes", "short"


def steps(*pairs):
    """Thresholds: a first colour, then (from, colour)."""
    first, *rest = pairs
    return {"mode": "absolute", "steps": [{"color": first, "value": None}, *({"color": c, "value": v} for v, c in rest)]}


def rate(metric, labels="", by="", where=POD):
    """The sum of a counter's rates."""
    chosen = f"{where}, {labels}" if labels else where
    return f"sum{f' by ({by})' if by else ''} (rate({metric}{{{chosen}}}[$__rate_interval]))"


def quantile(q, metric, labels="", by="", where=POD):
    return f"histogram_quantile({q}, {rate(metric + '_bucket', labels, f'le, {by}' if by else 'le', where)})"


def quantiles(metric, labels="", where=POD):
    return [(quantile(q, metric, labels, where=where), name) for q, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))]


def panel(kind, title, description, queries, unit, width, height, no_value, **more):
    """`queries` are (expression, legend)."""
    instant = more.pop("instant", False)
    field = {"unit": unit, "noValue": no_value, "mappings": more.pop("mappings", []), "custom": more.pop("custom", {})}
    field["thresholds"] = more.pop("thresholds", steps(GREEN))
    field["color"] = more.pop("color", {"mode": "thresholds"})
    field |= more.pop("bounds", {})
    targets = [
        {
            "refId": chr(ord("A") + at), "datasource": SOURCE, "editorMode": "code", "expr": expr, "legendFormat": legend,
            "range": not instant, "instant": instant, "format": "table" if kind == "table" else "time_series",
        }
        for at, (expr, legend) in enumerate(queries)
    ]
    return {
        "type": kind, "title": title, "description": description, "datasource": SOURCE, "size": (width, height),
        "fieldConfig": {"defaults": field, "overrides": more.pop("overrides", [])}, "targets": targets, **more,
    }


def stat(title, description, query, unit, thresholds, width=3, no_value="no data", **more):
    """What is so now: of a time, the last value that there was would stand there when nobody says anything any more.

    `query` may be several, as (expression, legend)."""
    options = {
        "colorMode": "value", "graphMode": "none", "justifyMode": "auto", "orientation": "auto", "textMode": "auto",
        "wideLayout": True, "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
    }
    queries = [(query, "")] if isinstance(query, str) else query
    return panel("stat", title, description, queries, unit, width, 4, no_value, instant=True, thresholds=thresholds, options=options, **more)


def lines(title, description, queries, unit, width=8, no_value="nothing yet", stacked=False, thresholds=None, height=7, **more):
    custom = {
        "drawStyle": "line", "lineWidth": 1, "fillOpacity": 40 if stacked else 8, "showPoints": "never", "spanNulls": False,
        "stacking": {"mode": "normal" if stacked else "none", "group": "A"}, "axisSoftMin": 0,
        "thresholdsStyle": {"mode": "dashed" if thresholds else "off"},
    }
    options = {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    overrides = [
        {"matcher": {"id": "byName", "options": name}, "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": it}}]}
        for _, legend in queries for name, it in COLOURS.get(legend, {}).items()
    ]
    return panel(
        "timeseries", title, description, queries, unit, width, height, no_value, custom=custom, options=options,
        overrides=overrides, color={"mode": "palette-classic-by-name"}, thresholds=thresholds or steps(GREEN), **more,
    )


def states(title, description, query, legend, mapped, width=24, height=8, no_value="nothing yet"):
    """A bar for each series whose colour says what it was at, and when."""
    mappings = [{"type": "value", "options": {str(v): {"text": t, "color": c, "index": at} for at, (v, (t, c)) in enumerate(mapped.items())}}]
    options = {
        "mergeValues": True, "showValue": "auto", "alignValue": "left", "rowHeight": 0.85,
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True}, "tooltip": {"mode": "single", "sort": "none"},
    }
    return panel(
        "state-timeline", title, description, [(query, legend)], COUNT, width, height, no_value, mappings=mappings, options=options,
        custom={"lineWidth": 0, "fillOpacity": 80},
    )


def table(title, description, query, columns, width=8, height=7, no_value="nothing", unit=COUNT):
    """`columns` are names by label; others are not shown."""
    transformations = [
        {"id": "organize", "options": {
            "excludeByName": {"Time": True, "__name__": True}, "renameByName": columns,
            "indexByName": {name: at for at, name in enumerate(columns)},
        }},
    ]
    options = {"showHeader": True, "cellHeight": "sm", "footer": {"show": False, "reducer": ["sum"], "fields": ""}}
    return panel("table", title, description, [(query, "")], unit, width, height, no_value, instant=True, options=options,
                 transformations=transformations, custom={"align": "auto", "cellOptions": {"type": "auto"}})


def row(title):
    return {"type": "row", "title": title, "collapsed": False, "panels": [], "size": (24, 1)}


def variable(name, label, query, all_value, current):
    return {
        "type": "query", "name": name, "label": label, "datasource": SOURCE, "definition": query, "refresh": 2, "sort": 3,
        "query": {"qryType": 1, "query": query, "refId": f"variable-{name}"}, "multi": True, "includeAll": True,
        "allValue": all_value, "hide": 0, "regex": "", "options": [],
        "current": {"selected": True, "text": [current or "All"], "value": [current or "$__all"]},
    }


def annotation(name, colour, expr, title, text, shown=True):
    return {
        "name": name, "datasource": SOURCE, "enable": shown, "hide": False, "iconColor": colour, "expr": expr, "step": "60s",
        "titleFormat": title, "textFormat": text, "tagKeys": "", "useValueForTime": False,
    }


def placed(rows):
    """Gives panels their ids and places: each list is laid from left to right, and goes on below when it is full."""
    out, x, y, tallest = [], 0, 0, 0
    for it in rows:
        width, height = it.pop("size")
        if x + width > 24:
            x, y, tallest = 0, y + tallest, 0
        out.append({"id": len(out) + 1, **it, "gridPos": {"x": x, "y": y, "w": width, "h": height}})
        x, tallest = x + width, max(tallest, height)
    return out


BUILD = f"ticketflow_build_info{{{OURS}}}"
STARTED = f"process_start_time_seconds{{{OURS}}}"


def board(uid, title, description, rows, by_shard=False, hours=3):
    variables = [
        {"type": "datasource", "name": "datasource", "label": "Prometheus", "query": "prometheus", "refresh": 1, "regex": "",
         "hide": 0, "multi": False, "includeAll": False, "options": []},
        variable("namespace", "Namespace", "label_values(ticketflow_build_info, namespace)", ".*", None),
        # All are those that the rules are about: `up` and what every process says of itself are told by others, too.
        variable("job", "Job", 'label_values(ticketflow_build_info{namespace=~"$namespace"}, job)', "ticketflow", None),
        variable("pod", "Pod", f"label_values(ticketflow_build_info{{{OURS}}}, pod)", ".*", None),
    ]
    if by_shard:
        variables.append(variable("shard", "Shard", f"label_values(ticketflow_gateway_shard_phase{{{POD}}}, shard)", ".+", None))
    links = [
        {"type": "dashboards", "title": "TicketFlow", "tags": ["ticketflow"], "asDropdown": False, "includeVars": True,
         "keepTime": True, "targetBlank": False, "icon": "external link", "tooltip": "", "url": ""},
        {"type": "link", "title": "Is it Discord?", "url": "https://discordstatus.com", "icon": "external link", "tags": [],
         "tooltip": "What Discord says of itself", "targetBlank": True, "asDropdown": False, "includeVars": False, "keepTime": False},
    ]
    return {
        "uid": f"ticketflow-{uid}", "title": f"TicketFlow / {title}", "description": description, "tags": ["ticketflow"],
        "schemaVersion": 39, "version": 1, "editable": False, "graphTooltip": 1, "timezone": "browser", "weekStart": "",
        "fiscalYearStartMonth": 0, "liveNow": False, "refresh": "30s", "time": {"from": f"now-{hours}h", "to": "now"},
        "timepicker": {}, "links": links, "templating": {"list": variables},
        "annotations": {"list": [
            annotation("Builds", BLUE, f"count by (version, revision) ({BUILD} unless on (job, namespace, version, revision) {BUILD} offset 2m)",
                       "New build", "{{version}} {{revision}}"),
            annotation("Starts", GREY, f"max by (pod, instance) ({STARTED} unless ({STARTED} == {STARTED} offset 2m))", "Started", "{{pod}} {{instance}}"),
            annotation("Pages", RED, 'ALERTS{alertstate="firing", severity="page", ' + ALERTS + "}", "{{alertname}}", "{{shard}}", False),
        ]},
        "panels": placed(rows),
    }
