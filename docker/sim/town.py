#!/usr/bin/env python3
"""A simulated Discord with a shop in it: customers order, staff close their tickets, and it never ends.

Starts discord-sim, waits until a bot of its token answers, sets it up, and then lets people act at a leisurely pace, so that
there is something to see on the dashboards. `--health` says whether it answers.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8010/sim"
# How long anything may take before people give up on it, in seconds.
PATIENCE = 30
# The bot's store outlives the simulator, and is of one application.
APPLICATION = "1400000000000000000"
CUSTOMERS = 20
# How long each of them does without the shop, on average, in seconds.
PAUSE = 40
WISHES = ["2x adder", "a sultan and a t20 pls", "one turismo", "hi! can I have an adder, no wait, make it 3", "t20"]
CATALOGUE = "# currency,$\nname,aliases,price\nAdder,veyron,910500\nSultan RS,sultan,185000\nT20,progen t20,1200000\nTurismo R,,500000\n"


class GaveUp(Exception):
    """Somebody waited for something that did not come."""


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ADDRESS + path, data, {"content-type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def until(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.25)
    raise GaveUp(what)


class Person:
    """Somebody in the shop's server."""

    def __init__(self, guild, person):
        self.id, self.path = person, f"/guilds/{guild}/people/{person}"

    def channels(self):
        return {it["name"]: it["id"] for it in call("GET", self.path + "/channels")}

    def write(self, channel, text):
        call("POST", f"{self.path}/channels/{channel}/messages", {"text": text})

    def use(self, kind, **what):
        """Presses or commands, and waits for the answer."""
        used = call("POST", f"{self.path}/{kind}", what)["interaction"]
        found = call("GET", f"/interactions/{used}?wait=settled")
        if found["outcome"]["outcome"] != "answered":
            raise GaveUp(f"{kind} was not answered")
        return found

    def press(self, channel, label):
        def pressed():
            try:
                return self.use("press", channel=channel, label=label)
            except urllib.error.HTTPError as refused:
                # There is no such button yet.
                if refused.code != 409:
                    raise
                return None

        return until(f"the button {label}", pressed)


class Shop:
    """A server with its people, and the bot in it."""

    def __init__(self, application):
        made = call("POST", "/guilds", {"name": "Velocity Motors"})
        self.guild = made["id"]
        self.owner = Person(self.guild, made["owner"])
        # What README.md asks for when the bot is invited.
        call("POST", f"/guilds/{self.guild}/bots", {"application": application, "permissions": "268684304"})
        self.staff_role = call("POST", f"/guilds/{self.guild}/roles", {"name": "staff", "permissions": "0"})["id"]
        self.channel = call("POST", f"/guilds/{self.guild}/channels", {"name": "shop", "kind": "text"})["id"]
        self.staff = self.person("sam", self.staff_role)
        self.customers = [self.person(f"customer-{number}") for number in range(CUSTOMERS)]

    def person(self, name, *roles):
        made = call("POST", "/people", {"name": name})["id"]
        call("POST", f"/guilds/{self.guild}/members", {"person": made, "roles": list(roles)})
        return Person(self.guild, made)

    def set_up(self):
        options = {"panel": self.channel, "staff": self.staff_role, "managers": self.staff_role}
        self.owner.use("command", channel=self.channel, name="ticketflow setup", options=options)
        file = {"file": {"filename": "cars.csv", "text": CATALOGUE}}
        self.owner.use("command", channel=self.channel, name="ticketflow catalogue import", options=file)
        terms = {"text": "Payment within 24 hours. No refunds after delivery."}
        self.owner.use("command", channel=self.channel, name="ticketflow terms set", options=terms)
        self.usual = set(self.customers[0].channels().values())

    def serve(self, customer):
        """The life of one ticket."""
        before = customer.channels()
        if left := set(before.values()) - self.usual:
            # They gave up on it. Nobody has two tickets, so they could never order again.
            for it in left:
                call("DELETE", f"/guilds/{self.guild}/channels/{it}")
            return
        customer.press(self.channel, "Create Ticket")
        new = until("the ticket", lambda: set(customer.channels().items()) - set(before.items()))
        (_, ticket), *_ = new
        customer.write(ticket, random.choice(WISHES))
        if random.random() < 0.2:
            customer.write(ticket, "make it 2")
        time.sleep(random.uniform(0.5, 3))
        if random.random() < 0.05:
            # Which is not for staff to answer, and they are told so.
            self.staff.press(ticket, "Yes")
        customer.press(ticket, "Yes")
        time.sleep(random.uniform(0.5, 3))
        customer.write(ticket, "ok, agreed")
        time.sleep(random.uniform(0.5, 3))
        self.staff.press(ticket, "Close Ticket")
        self.staff.press(ticket, "Yes, close it")
        # A server has room for 500 channels.
        time.sleep(2)
        call("DELETE", f"/guilds/{self.guild}/channels/{ticket}")


def live(shop, customer):
    """What a customer does all day."""
    while True:
        time.sleep(random.expovariate(1 / PAUSE))
        try:
            shop.serve(customer)
        except (GaveUp, urllib.error.URLError, TimeoutError) as gave_up:
            print(f"a customer gave up: {gave_up}", flush=True)


def main():
    token = open(os.environ["TOKEN_FILE"], encoding="ascii").read().strip()
    # Bots find the gateway under the name that they know this container by.
    command = ["discord-sim", "--listen", "0.0.0.0", "--name", os.environ.get("NAME", "sim"), "--token", token, "--app", APPLICATION]
    simulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: simulator.send_signal(signal.SIGINT))
    told = {}
    for line in simulator.stdout:
        name, _, rest = line.strip().partition(" ")
        told[name] = rest.strip()
        print(line, end="", flush=True)
        if name == "people":
            break
    shop = Shop(told["app"])

    def open_up():
        said = None
        while True:
            try:
                shop.set_up()
                break
            except (GaveUp, urllib.error.URLError, TimeoutError) as none_yet:
                # A bot has to register its commands and to be there. The simulator forgets both when it is started again.
                if str(none_yet) != said:
                    said = str(none_yet)
                    print(f"no bot can be set up yet: {said}; its commands are registered by `docker compose up`", flush=True)
                time.sleep(1)
        print("the shop is open", flush=True)
        for customer in shop.customers:
            threading.Thread(target=live, args=(shop, customer), daemon=True).start()

    threading.Thread(target=open_up, daemon=True).start()
    sys.exit(simulator.wait())


if __name__ == "__main__":
    if "--health" in sys.argv:
        call("GET", "/clock")
    else:
        main()
