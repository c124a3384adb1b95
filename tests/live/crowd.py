"""The people of docker-compose.yml's simulated Discord, in as many servers as it takes for each
shard to have one."""

import random
import sys
import threading
import time
import urllib.error

from fleet import ROOT, SHARDS

sys.path.append(str(ROOT / "docker/sim"))
import town

# Servers of one shard, people of one server, and seconds that each of them does without it.
town.CUSTOMERS = 6
town.PAUSE = 20


def shops(fleet):
    """Until each shard has one: which it is of, follows from when it was made."""
    town.ADDRESS = fleet.control
    found = {}
    while len(found) < SHARDS:
        it = town.Shop(fleet.application)
        if found.setdefault((int(it.guild) >> 22) % SHARDS, it) is not it:
            town.call("POST", f"/guilds/{it.guild}/people/{it.owner.id}/leave")
    return list(found.values())


def open_up(shops):
    """Sets them up, and lets people in."""
    for shop in shops:
        shop.set_up()
        for customer in shop.customers:
            threading.Thread(target=live, args=(shop, customer), daemon=True).start()


def live(shop, customer):
    """As in the town, and quiet about what fails: that is what a run is about."""
    while True:
        time.sleep(random.expovariate(1 / town.PAUSE))
        try:
            shop.serve(customer)
        except (town.GaveUp, OSError):
            pass
