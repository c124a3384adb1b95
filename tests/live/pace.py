"""How fast a run goes.

A quick run divides by one number whatever is a duration of Prometheus: each `for`, each window and
offset, the intervals of groups, of scraping and of evaluation, and the seconds of a window by which
a rate is multiplied. Discord's heartbeats are closer together, too, and all shards may begin at
once, so that a window has as much of it as it would. What is compared with is left as it is:
seconds that Redis is away are seconds. A duration that is not understood ends the run.
"""

import re

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# Those of a subquery and its step, too.
WINDOW = re.compile(r"(\[|\boffset |:)(\d+)([smhd])\b")
# `… [1h]) * 3600 >= 5`: so many in the window.
MULTIPLIED = re.compile(r"(?<=\]\) \* )(\d+)(?= >= )")


class Pace:
    def __init__(self, factor):
        self.factor = factor

    def seconds(self, text):
        """Of a duration as rules have it, at this pace."""
        number, unit = re.fullmatch(r"(\d+)([smhd])", text).groups()
        return int(number) * UNITS[unit] / self.factor

    def duration(self, text):
        return f"{round(self.seconds(text) * 1000)}ms"

    def query(self, text):
        if self.factor == 1:
            return text
        paced = WINDOW.sub(lambda it: it[1] + self.duration(it[2] + it[3]), text)
        paced = MULTIPLIED.sub(lambda it: f"{int(it[1]) / self.factor:g}", paced)
        if left := re.search(r"\b\d+[smhd]\b", re.sub(r'"[^"]*"', "", paced)):
            raise ValueError(f"{left[0]} in {text}")
        return paced

    def rules(self, document):
        """Rules as they ship, at this pace."""
        for group in document["groups"]:
            if "interval" in group:
                group["interval"] = self.duration(group["interval"])
            for rule in group["rules"]:
                rule["expr"] = self.query(rule["expr"])
                for key in {"for", "keep_firing_for"} & set(rule):
                    rule[key] = self.duration(rule[key])
        return document
