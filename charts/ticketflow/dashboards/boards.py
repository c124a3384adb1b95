"""The five boards."""

from panels import (
    ALERTS, BLUE, BYTES, COUNT, GREEN, GREY, ORANGE, OURS, PER_SECOND, PHASES, POD, RED, SECONDS, SHARD, SHARE, YELLOW, board, lines, quantile,
    quantiles, rate, row, stat, states, steps, table,
)

T = "ticketflow_"
FINE = steps(GREEN)
BAD_ABOVE_ZERO = steps(GREEN, (1e-9, RED))
FIRING = f'max by (alertname, severity, namespace) (ALERTS{{alertstate="firing", {ALERTS}}})'


def left(objective):
    """Of the bot that has least."""
    return f'clamp_min(1 - max(ticketflow:objective_burn:ratio{{objective="{objective}", window="30d", {OURS}}}), -1)'


def share(bad, whole):
    """Of nothing, nothing is bad."""
    return f"{bad} / clamp_min({whole}, 1e-9)"


BOT, OF_BOT = "by (job, namespace)", "by (job, namespace, shard)"
# Of the shards into which the fleet is divided now, or was when somebody said so last; those of another number are to come or were.
DIVIDED = f"max {BOT} ({T}fleet_shards{{{OURS}}} > 0) or max {BOT} (last_over_time({T}fleet_shards{{{OURS}}}[1h]) > 0)"
PRESENT = f'and on (job, namespace, of) count_values {BOT} ("of", {DIVIDED})'
ACTIVE = (
    f'sum(max by (job, namespace, shard, of) ({T}gateway_shard_phase{{{OURS}, phase="active"}}) {PRESENT}) '
    f"/ sum(max {BOT} ({T}fleet_shards{{{OURS}}} > 0)) or vector(0)"
)
# A shard that nobody speaks of any more is nobody's.
PHASE = f"max {OF_BOT} (" + " or ".join(
    f'{number} * {T}gateway_shard_phase{{{SHARD}, phase="{name}"}}' for number, (name, _) in PHASES.items() if number
) + f') or 0 * max {OF_BOT} (last_over_time({T}gateway_shard_phase{{{SHARD}, phase="active"}}[1h]) {PRESENT})'
FAILING = share(rate(f"{T}rest_calls_total", 'status=~"5xx|none"', where=OURS), rate(f"{T}rest_calls_total", where=OURS))
LATE = share(
    rate(f"{T}interactions_total", 'outcome=~"too_late|failed"', where=OURS), rate(f"{T}interactions_total", 'outcome!="repeated"', where=OURS)
)
BUDGET = steps(RED, (0, ORANGE), (0.25, YELLOW), (0.5, GREEN))

OVERVIEW = board("overview", "Overview", "Does it work, is it us or Discord, since when, and what changed", [
    stat("Alerts that fire", "How many alerts fire now. Which, and since when, is below; each names its runbook, docs/runbooks.md.",
         f"count({FIRING}) or vector(0)", COUNT, BAD_ABOVE_ZERO),
    stat("Workers ready", "Part of the workers that Prometheus knows which serve. Those that hand over do not. How many there are is on the board of workers.",
         f"sum({T}ready{{{OURS}}}) / count(up{{{OURS}}}) or vector(0)", SHARE, steps(RED, (0.5, ORANGE), (1, GREEN))),
    stat("Shards active", "Part of the shards that have a live session. A shard that has none hears nothing.",
         ACTIVE, SHARE, steps(RED, (0.9, ORANGE), (0.999, GREEN))),
    stat("Presses that fail", "Part of presses, forms and commands that were not acknowledged. 0.5 % is what is allowed.",
         LATE, SHARE, steps(GREEN, (0.005, ORANGE), (0.072, RED))),
    stat("Budgets left", "What is left for 30 days of the 0.5 % of presses that may be acknowledged late or not, of the 0.1 % of tickets that may fail to open, "
         "and of the 0.1 % of the time that shards may be without a session. Below 0 it is overspent; it is shown down to -100 %.",
         [(left(it), it) for it in ("acknowledged", "opened", "shards")], SHARE, BUDGET, 12),
    stat("Discord: failures", "Part of the calls that Discord answers with 5xx or not at all. Above some percent it is Discord or the way to it.",
         FAILING, SHARE, steps(GREEN, (0.01, YELLOW), (0.1, RED))),
    stat("Discord: answers in", "95 of 100 calls are answered faster than this.", quantile(0.95, f"{T}rest_attempt_seconds", where=OURS),
         SECONDS, steps(GREEN, (1, YELLOW), (2, RED)), no_value="no calls"),
    stat("Discord: disconnects", "Connections of a shard that Discord ended or did not take, a minute. One now and then is normal, and resumed. If it is all shards at once, it is Discord or the way to it.",
         f"60 * {rate(T + 'gateway_disconnects_total', where=OURS)} / max({T}fleet_shards{{{OURS}}} > 0)", COUNT, steps(GREEN, (0.1, YELLOW), (0.5, RED))),
    stat("Discord: refusals (429)", "Calls a second that Discord refuses because there were too many. Those of one channel are normal now and then.",
         rate(f"{T}rest_calls_total", 'status="429"', where=OURS), PER_SECOND, steps(GREEN, (0.1, YELLOW), (1, RED))),
    stat("Ours: Redis away", "For how long Redis has not answered the worker that misses it most.", f"max({T}store_away_seconds{{{OURS}}})",
         SECONDS, steps(GREEN, (1, YELLOW), (10, RED))),
    stat("Ours: commits in", "99 of 100 commits to Redis take less than this. Every press waits for one.",
         quantile(0.99, f"{T}store_operation_seconds", 'operation="commit"', where=OURS), SECONDS, steps(GREEN, (0.1, YELLOW), (0.5, RED)),
         no_value="no commits"),
    stat("Ours: oldest event", "How long the oldest event has been dealt with.", f"max({T}gateway_shard_lag_seconds{{{OURS}}})", SECONDS,
         steps(GREEN, (5, YELLOW), (30, RED))),
    stat("Ours: oldest effect", "How long the oldest effect waits to be carried out at Discord. High while Discord fails, too.",
         f"max({T}outbox_oldest_seconds{{{OURS}}})", SECONDS, steps(GREEN, (30, YELLOW), (120, RED))),
    states("Alerts, since when", "Each alert that fired, and when. Its runbook is the section of docs/runbooks.md with its name.", FIRING,
           "{{namespace}} {{alertname}} ({{severity}})", {1: ("fires", RED)}, height=6, no_value="No alert fires"),
    row("Presses, tickets, and what changed"),
    lines("Presses a second", "Presses, forms and commands, by what came of acknowledging them. `repeated` are those that came a second time after a resume.",
          [(rate(f"{T}interactions_total", by="outcome", where=OURS), "{{outcome}}")], PER_SECOND, stacked=True),
    lines("Time to acknowledge", "From the press, by Discord's clock. Discord gives up after 3 seconds, which is the dashed line.",
          quantiles(f"{T}interaction_acknowledge_seconds", where=OURS), SECONDS, thresholds=steps(GREEN, (3, RED))),
    lines("Budgets burn", "How fast each budget is spent in an hour. 1 spends all of it in 30 days; 14.4 is where somebody is paged.",
          [(f'ticketflow:objective_burn:ratio{{window="1h", {OURS}}}', "{{objective}}")], COUNT, thresholds=steps(GREEN, (14.4, RED))),
    lines("Tickets a minute", "Tickets that were opened, whose order was placed, that were closed, and that failed.",
          [(f"60 * {rate(T + 'tickets_opened_total', where=OURS)}", "opened"),
           ("60 * " + rate(f"{T}ticket_stages_entered_total", 'stage=~"placed|closed|failed"', "stage", OURS), "{{stage}}")], COUNT),
    lines("Our failures a minute", "What people were told of as our failure, and effects that were given up.",
          [("60 * " + rate(f"{T}refusals_total", 'reason="our_failure"', where=OURS), "failed"),
           ("60 * " + rate(f"{T}outbox_effects_total", 'outcome="given_up"', where=OURS), "given_up")], COUNT),
    lines("Builds", "Workers by their build. A step is an update.", [(f"count by (version, revision) ({T}build_info{{{OURS}}})", "{{version}} {{revision}}")],
          COUNT, stacked=True),
])

GATEWAY = board("gateway", "Gateway and fleet", "Shards, their sessions, and who holds them", [
    stat("Shards active", "Part of the shards that have a live session.", ACTIVE, SHARE,
         steps(RED, (0.9, ORANGE), (0.999, GREEN)), 4),
    stat("Shards nobody holds", "As the worker that misses most of them sees it.", f"sum(max {BOT} ({T}fleet_shards_unheld{{{OURS}}}))", COUNT, BAD_ABOVE_ZERO, 4),
    stat("Workers", "As the workers see each other.", f"sum(max {BOT} ({T}fleet_workers{{{OURS}}}))", COUNT, steps(RED, (1, GREEN)), 4),
    stat("New sessions left today", "Part of the new sessions that Discord still allows. It resets the token of a bot that asks for more.",
         f"min(min {BOT} ({T}gateway_session_starts_remaining{{{OURS}}}) / max {BOT} ({T}gateway_session_starts_limit{{{OURS}}}))", SHARE,
         steps(RED, (0.1, ORANGE), (0.2, YELLOW), (0.5, GREEN)), 4, no_value="not said yet"),
    stat("Oldest heartbeat answer", "Heartbeats are sent every 41 seconds, so up to that is normal.",
         f"max({T}gateway_shard_heartbeat_age_seconds{{{SHARD}}})", SECONDS, steps(GREEN, (60, YELLOW), (90, RED)), 4, no_value="none yet"),
    stat("Oldest event", "How long the oldest open event of any shard has been.", f"max({T}gateway_shard_lag_seconds{{{SHARD}}})", SECONDS,
         steps(GREEN, (5, YELLOW), (30, RED)), 4),
    states("What each shard is at", "The best that any worker says of it. Yellow for seconds is a resume; orange waits for its turn or for Discord; red is held by nobody.",
           PHASE, "{{namespace}} shard {{shard}}", PHASES, height=9),
    row("Connections"),
    lines("Heartbeat by shard", "Time until Discord answered the last heartbeat. All at once: Discord or our network. One: that connection.",
          [(f"max {OF_BOT} ({T}gateway_shard_heartbeat_seconds{{{SHARD}}})", "{{namespace}} shard {{shard}}")], SECONDS, 12),
    lines("Heartbeats", "Times of all heartbeats.", quantiles(f"{T}gateway_heartbeat_seconds"), SECONDS, 12),
    lines("Sessions in 15 minutes", "Resumed ones cost nothing. Those that begin anew cost one of the day's.",
          [(f"sum(increase({T}gateway_sessions_resumed_total{{{POD}}}[15m]))", "resumed"),
           (f"sum(increase({T}gateway_sessions_begun_total{{{POD}}}[15m]))", "begun anew"),
           (f"sum(increase({T}gateway_identifies_total{{{POD}}}[15m]))", "asked for")], COUNT),
    lines("Sessions lost in 15 minutes", "By why: Discord called them invalid, closed them, or other intents were needed.",
          [(f"sum by (reason) (increase({T}gateway_sessions_lost_total{{{POD}}}[15m]))", "{{reason}}")], COUNT),
    lines("Disconnects in 15 minutes", "By Discord's close code. `none` is a connection that broke; 4004 is the token, 4013 and 4014 the intents.",
          [(f"sum by (code) (increase({T}gateway_disconnects_total{{{POD}}}[15m])) > 0", "{{code}}")], COUNT, no_value="No connection ended"),
    lines("New sessions left", "Of those that Discord allows a day.", [(f"min {BOT} ({T}gateway_session_starts_remaining{{{OURS}}})", "{{namespace}} left"),
          (f"max {BOT} ({T}gateway_session_starts_limit{{{OURS}}})", "{{namespace}} limit")], COUNT, no_value="not said yet"),
    lines("Events a second", "Events that concern us, by what they are.", [(rate(f"{T}gateway_events_total", 'concerns_us="true"', "event"), "{{event}}")],
          PER_SECOND, stacked=True),
    lines("Other events a second", "Events that come and are thrown away: the price of the intents.",
          [(rate(f"{T}gateway_events_total", 'concerns_us="false"', "event"), "{{event}}")], PER_SECOND, stacked=True),
    lines("Oldest event by shard", "A session is resumed before its oldest open event.", [(f"max {OF_BOT} ({T}gateway_shard_lag_seconds{{{SHARD}}})", "{{namespace}} shard {{shard}}")],
          SECONDS, thresholds=steps(GREEN, (30, RED))),
    lines("Open events by shard", "Events that are being dealt with.", [(f"sum {OF_BOT} ({T}gateway_shard_open_events{{{SHARD}}})", "{{namespace}} shard {{shard}}")], COUNT),
    lines("Things that happened a second", "Things that happened, by what came of them. `duplicate` are those that came again after a resume.",
          [(rate(f"{T}inputs_total", by="outcome"), "{{outcome}}")], PER_SECOND, stacked=True),
    row("Fleet"),
    lines("Shards held", "By worker.", [(f"sum by (pod, instance) ({T}fleet_leases_held{{{POD}}})", "{{pod}} {{instance}}")], COUNT, 6, stacked=True),
    lines("Shards that moved in 15 minutes", "`handed_over` is an update or a balance. `lost` is a worker whose lease ended under it.",
          [(f"sum by (move) (increase({T}fleet_shard_moves_total{{{POD}}}[15m]))", "{{move}}")], COUNT, 6),
    lines("Time to take a shard over", "From being given it until it was heard.", quantiles(f"{T}fleet_take_over_seconds"), SECONDS, 6, no_value="none was taken over"),
    lines("Ticks that were missed a minute", "Redis did not answer; shards are kept meanwhile.",
          [(f"60 * {rate(T + 'fleet_ticks_missed_total', by='pod, instance')}", "{{pod}} {{instance}}")], COUNT, 6),
], by_shard=True)

REST = board("rest", "REST and limits", "Calls to Discord, their limits, and what waits to be carried out", [
    stat("Calls a second", "All calls of all workers. Discord allows a bot 50 a second.", rate(f"{T}rest_calls_total"), PER_SECOND, steps(GREEN, (40, YELLOW), (50, RED)), 4),
    stat("Failures", "Part of the calls that got 5xx or no answer.", share(rate(f"{T}rest_calls_total", 'status=~"5xx|none"'), rate(f"{T}rest_calls_total")), SHARE,
         steps(GREEN, (0.01, YELLOW), (0.1, RED)), 4),
    stat("Invalid requests", "In the last ten minutes, of one address. From 1,000 on calls are held back, and more of them from 3,000 and 8,000 on; Discord bans at 10,000.", f"max({T}rest_invalid_requests{{{OURS}}})", COUNT,
         steps(GREEN, (1000, YELLOW), (3000, RED)), 4),
    stat("Calls that wait", "For their turn under the limits, now.", f"sum({T}rest_waiting_calls{{{POD}}})", COUNT, steps(GREEN, (50, YELLOW), (500, RED)), 4),
    stat("Effects not settled", "Decided, and held back by a worker or in its hands.", f"sum({T}outbox_entries{{{POD}}})", COUNT, steps(GREEN, (100, YELLOW), (1000, RED)), 4),
    stat("Oldest effect", "Time since it was decided.", f"max({T}outbox_oldest_seconds{{{POD}}})", SECONDS, steps(GREEN, (30, YELLOW), (120, RED)), 4),
    row("Calls"),
    lines("Calls a second by status", "4xx are mostly things that were deleted meanwhile. `none` is no answer at all.",
          [(rate(f"{T}rest_calls_total", by="status"), "{{status}}")], PER_SECOND, stacked=True),
    lines("Calls a second by family", "By the first part of the path.", [(rate(f"{T}rest_calls_total", by="family"), "{{family}}")], PER_SECOND, stacked=True),
    lines("Time of a call", "From sending to Discord's answer. Discord itself, without any waiting of ours.", quantiles(f"{T}rest_attempt_seconds"), SECONDS),
    lines("Time of a call by family", "95 of 100 are faster.", [(quantile(0.95, f"{T}rest_attempt_seconds", by="family"), "{{family}}")], SECONDS),
    lines("Failures by family", "5xx and no answer, a second.", [(rate(f"{T}rest_calls_total", 'status=~"5xx|none"', "family"), "{{family}}")], PER_SECOND),
    lines("Refusals by family", "4xx without 429, a second.", [(rate(f"{T}rest_calls_total", 'status="4xx"', "family"), "{{family}}")], PER_SECOND),
    row("Limits"),
    lines("429 a second by scope", "`user` is the bot's own limit, `shared` a resource's, `global` all calls, `cloudflare` the address.",
          [(rate(f"{T}rest_rate_limited_total", by="scope"), "{{scope}}")], PER_SECOND),
    lines("Time waiting for a turn", "95 of 100 calls wait less than this, by how urgent they are. Acknowledgements never wait.",
          [(quantile(0.95, f"{T}rest_wait_seconds", by="priority"), "{{priority}}")], SECONDS),
    lines("Calls that had to wait, a second", "And how many wait now.", [(rate(f"{T}rest_waits_total"), "had to wait"), (f"sum({T}rest_waiting_calls{{{POD}}})", "wait now")], COUNT),
    lines("Invalid requests in ten minutes", "As each worker sees it. 401, 403 and 429 count.", [(f"max by (pod, instance) ({T}rest_invalid_requests{{{POD}}})", "{{pod}} {{instance}}")],
          COUNT, 12, thresholds=steps(GREEN, (3000, RED))),
    states("Which calls are held back", "Because of invalid requests. `closed` is none.",
           f'max by (pod, instance) (1 * {T}rest_breaker_state{{{POD}, state="closed"}} or 2 * {T}rest_breaker_state{{{POD}, state="holds_bulk"}} '
           f'or 3 * {T}rest_breaker_state{{{POD}, state="people_only"}} or 4 * {T}rest_breaker_state{{{POD}, state="callbacks_only"}})', "{{pod}} {{instance}}",
           {1: ("none", GREEN), 2: ("bulk", YELLOW), 3: ("all but people's", ORANGE), 4: ("all but acknowledgements", RED)}, 12, 7),
    row("Outbox"),
    lines("Effects a second", "Carried out, refused, too late or given up.", [(rate(f"{T}outbox_effects_total", by="outcome"), "{{outcome}}")], PER_SECOND),
    lines("Effects a second by kind", "Carried out.", [(rate(f"{T}outbox_effects_total", 'outcome="done"', "effect"), "{{effect}}")], PER_SECOND, stacked=True),
    lines("Retries a second", "Tries that came to nothing and are repeated.", [(rate(f"{T}outbox_retries_total", by="effect"), "{{effect}}")], PER_SECOND),
    lines("Time until carried out", "From the decision.", quantiles(f"{T}outbox_delivery_seconds"), SECONDS),
    lines("Effects not settled", "By worker.", [(f"sum by (pod, instance) ({T}outbox_entries{{{POD}}})", "{{pod}} {{instance}}")], COUNT),
    lines("Oldest effect", "By worker.", [(f"max by (pod, instance) ({T}outbox_oldest_seconds{{{POD}}})", "{{pod}} {{instance}}")], SECONDS, thresholds=steps(GREEN, (120, RED))),
])

TICKETS = board("tickets", "Tickets and conversation", "What customers do, how far they come, and how well they are understood", [
    stat("Tickets now", "Current tickets of all servers.", f"sum({T}tickets{{{POD}}})", COUNT, steps(BLUE), 4),
    stat("Servers", "That something is stored of.", f"sum({T}servers{{{POD}}})", COUNT, steps(BLUE), 4),
    stat("Opened", "In the time that is shown.", f"round(sum(increase({T}tickets_opened_total{{{POD}}}[$__range])))", COUNT, steps(BLUE), 4),
    stat("Orders confirmed", "In the time that is shown.", f"round(sum(increase({T}orders_confirmed_total{{{POD}}}[$__range])))", COUNT, steps(BLUE), 4),
    stat("Failed to open", "Part of those that were asked for, in the time that is shown, those included that only their server's admins can mend.",
         share(f'sum(increase({T}tickets_failed_total{{{POD}}}[$__range]))', f"sum(increase({T}tickets_opened_total{{{POD}}}[$__range]))"),
         SHARE, steps(GREEN, (0.001, ORANGE), (0.01, RED)), 4),
    stat("Not understood", "Part of the messages about orders, in the time that is shown.",
         share(f'sum(increase({T}recognition_total{{{POD}, outcome="not_understood"}}[$__range]))', f"sum(increase({T}recognition_total{{{POD}}}[$__range]))"),
         SHARE, steps(GREEN, (0.1, YELLOW), (0.3, ORANGE)), 4),
    row("Tickets"),
    lines("Tickets by stage", "Current ones, by where they are.", [(f"sum by (stage) ({T}tickets{{{POD}}})", "{{stage}}")], COUNT, stacked=True),
    lines("Stages entered a minute", "Tickets that came to a stage.", [(f"60 * {rate(T + 'ticket_stages_entered_total', by='stage')}", "{{stage}}")], COUNT),
    lines("Not opened a minute", "By who can mend it: the admins of the server, or whoever runs the bot.",
          [(f"60 * {rate(T + 'tickets_failed_total', by='mender')}", "{{mender}}")], COUNT),
    lines("Time until open, placed, closed", "Half of the tickets are there sooner.", [(quantile(0.5, f"{T}ticket_age_seconds", by="reached"), "{{reached}}")], SECONDS),
    lines("Time in a stage", "Half of the tickets leave it sooner.", [(quantile(0.5, f"{T}ticket_stage_seconds", by="stage"), "{{stage}}")], SECONDS),
    lines("Time until the channel was there", "From the press that asked for it.", quantiles(f"{T}ticket_age_seconds", 'reached="open"'), SECONDS),
    lines("Channels that are being made or hidden", "Each is locked meanwhile. Those who pressed then, a minute, waited or were told so.",
          [(f"sum by (operation) ({T}locks_held{{{POD}}})", "{{operation}}"), (f"60 * {rate(T + 'locks_met_total', by='operation')}", "pressed during {{operation}}")], COUNT),
    row("Conversation"),
    lines("Time until the person saw the outcome", "From the press until what came of it was there, by Discord's clock.",
          quantiles(f"{T}interaction_complete_seconds"), SECONDS),
    lines("Messages a minute", "Of people in tickets.", [(f"60 * {rate(T + 'messages_total')}", "messages")], COUNT),
    lines("Recognition a minute", "Messages and forms about orders, by what was made of them.", [(f"60 * {rate(T + 'recognition_total', by='outcome')}", "{{outcome}}")], COUNT, stacked=True),
    lines("Refusals a minute", "That people were told, by why. `our_failure` is ours.", [(f"60 * {rate(T + 'refusals_total', by='reason')} > 0", "{{reason}}")], COUNT, no_value="Nothing was refused"),
    lines("Orders a minute", "Confirmed ones, and those for which stock was held or short.",
          [(f"60 * {rate(T + 'orders_confirmed_total')}", "confirmed"), (f"60 * {rate(T + 'stock_holds_total', by='outcome')}", "stock {{outcome}}")], COUNT),
    lines("Reminders a minute", "Customers who were reminded of a question.", [(f"60 * {rate(T + 'reminders_total')}", "reminders")], COUNT),
    lines("Operations continued a minute", "Found in the middle of Discord when a server was learned: what another worker had left.",
          [(f"60 * {rate(T + 'locks_taken_over_total')}", "continued")], COUNT),
])


def by_pod(metric):
    return [(f"max by (pod, instance) ({metric}{{{POD}}})", "{{pod}} {{instance}}")]


WORKERS = board("workers", "Workers", "Each worker: what it uses, what its threads do, how its Redis answers", [
    stat("Ready", "Workers that serve.", f"sum({T}ready{{{POD}}})", COUNT, steps(RED, (1, GREEN)), 4),
    stat("Handing over", "Workers that end.", f"sum({T}draining{{{POD}}})", COUNT, steps(GREEN, (1, BLUE)), 4),
    stat("Started last", "How long ago a worker was started last.", f"time() - max(process_start_time_seconds{{{POD}}})", SECONDS, steps(YELLOW, (600, GREEN)), 4),
    stat("Memory", "Of the largest worker.", f"max(process_resident_memory_bytes{{{POD}}})", BYTES, steps(BLUE), 4),
    stat("Redis away", "For the worker that misses it most.", f"max({T}store_away_seconds{{{POD}}})", SECONDS, steps(GREEN, (1, YELLOW), (10, RED)), 4),
    stat("Commits in", "99 of 100 take less.", quantile(0.99, f"{T}store_operation_seconds", 'operation="commit"'), SECONDS, steps(GREEN, (0.1, YELLOW), (0.5, RED)), 4, no_value="no commits"),
    states("What each worker is at", "Ready, handing over, or neither.",
           f"clamp_max(max by (pod, instance) ({T}ready{{{POD}}}) + 2 * max by (pod, instance) ({T}draining{{{POD}}}), 2)",
           "{{pod}} {{instance}}", {0: ("not ready", RED), 1: ("ready", GREEN), 2: ("hands over", BLUE)}, height=6),
    table("Workers", "Each worker with its build; since when, and of updates, is on the overview, “Builds”.",
          f"max by (pod, instance, version, revision) ({T}build_info{{{POD}}})",
          {"pod": "Pod", "instance": "Address", "version": "Version", "revision": "Revision", "Value": "Workers"}, 24),
    row("Process"),
    lines("Processor", "Seconds of processor a second, which is cores.", [(rate("process_cpu_seconds_total", by="pod, instance"), "{{pod}} {{instance}}")], COUNT),
    lines("Memory", "Resident.", by_pod("process_resident_memory_bytes"), BYTES),
    lines("Files and sockets", "Open ones, as part of those allowed.",
          [(f"max by (pod, instance) (process_open_fds{{{POD}}} / process_max_fds{{{POD}}})", "{{pod}} {{instance}}")], SHARE, thresholds=steps(GREEN, (0.8, RED))),
    lines("Threads busy", "Part of the time that the threads were at work. Near 1 everything waits.",
          [(f"{rate(T + 'runtime_busy_seconds_total', by='pod, instance')} / sum by (pod, instance) ({T}runtime_workers{{{POD}}})", "{{pod}} {{instance}}")], SHARE, thresholds=steps(GREEN, (0.8, RED))),
    lines("Tasks", "That are alive.", by_pod(f"{T}runtime_tasks"), COUNT),
    lines("Tasks that wait", "For any thread.", by_pod(f"{T}runtime_queued_tasks"), COUNT),
    row("Redis"),
    lines("Time of an operation", "95 of 100 are faster. `confirm` is the wait for replicas.", [(quantile(0.95, f"{T}store_operation_seconds", by="operation"), "{{operation}}")], SECONDS),
    lines("Operations a second", "Questions to Redis.", [(rate(f"{T}store_operation_seconds_count", by="operation"), "{{operation}}")], PER_SECOND, stacked=True),
    lines("Failures a second", "Not answered, or answered with what cannot be read.", [(rate(f"{T}store_failures_total", by="fault"), "{{fault}}")], PER_SECOND),
    lines("Commits a second", "By what Redis said. `fenced` and `elsewhere` are those of a worker that has lost the shard, as they should be.",
          [(rate(f"{T}store_commits_total", by="outcome"), "{{outcome}}")], PER_SECOND, stacked=True),
    lines("Redis away", "By worker.", by_pod(f"{T}store_away_seconds"), SECONDS, thresholds=steps(GREEN, (10, RED))),
    lines("Replicas of Redis", "That follow, as the worker sees it; of the primary that has the fewest. `limit` is how many there should be.",
          [*by_pod(f"{T}store_replicas"), (f"max({T}store_replicas_required{{{POD}}})", "limit")], COUNT),
    lines("Commits that were forgotten", "In an hour: what a failover lost.", [(f"sum by (pod, instance) (increase({T}store_forgotten_total{{{POD}}}[1h]))", "{{pod}} {{instance}}")], COUNT),
    row("What it does"),
    lines("Shards held", "By worker.", by_pod(f"{T}fleet_leases_held"), COUNT, stacked=True),
    lines("Servers", "That the worker writes for.", by_pod(f"{T}servers"), COUNT, stacked=True),
    lines("Events a second", "That concern us.", [(rate(f"{T}gateway_events_total", 'concerns_us="true"', "pod, instance"), "{{pod}} {{instance}}")], PER_SECOND, stacked=True),
])

BOARDS = {"overview": OVERVIEW, "gateway": GATEWAY, "rest": REST, "tickets": TICKETS, "workers": WORKERS}
