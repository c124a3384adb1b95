"""The guild that the witnesses work in, made over the control API."""

from simulator import Seat, Simulator

# What a ticket bot without administrator needs, bit by bit (Discord docs, Permissions).
ADD_REACTIONS, VIEW, SEND = 1 << 6, 1 << 10, 1 << 11
RIGHTS = (
    1 << 4  # manage channels
    | ADD_REACTIONS
    | VIEW
    | SEND
    | 1 << 13  # manage messages
    | 1 << 14  # embed links
    | 1 << 15  # attach files
    | 1 << 16  # read message history
    | 1 << 28  # manage roles
    | 1 << 51  # pin messages
)


class Town:
    """A guild with an application's bot, a customer, a member of staff and a bystander."""

    def __init__(self, sim: Simulator, name: str) -> None:
        self.sim = sim
        made = sim.post("/guilds", name="Shop")
        self.guild = guild = made["id"]
        self.owner = Seat(sim, guild, made["owner"])
        # The token's first part is the bot's id in base64 at Discord; clients must not depend on it.
        self.application = sim.post("/applications", name=name, token=f"token-of-{name}")
        self.bot = self.application["bot_user_id"]
        sim.post(f"/guilds/{guild}/bots", application=self.application["id"], permissions=str(RIGHTS))
        self.staff = sim.post(f"/guilds/{guild}/roles", name="staff", permissions="0")["id"]
        self.tickets = self._channel("Tickets", "category")
        self.archive = self._channel("Archive", "category")
        self.shop = self._channel("shop", "text")
        hidden = [
            {"target": guild, "deny": str(VIEW)},
            {"target": self.staff, "allow": str(VIEW)},
            {"target": self.bot, "is_member": True, "allow": str(VIEW)},
        ]
        self.log = self._channel("log", "text", overwrites=hidden)
        self.ann, self.sam, self.bob = self._person("ann"), self._person("sam", self.staff), self._person("bob")

    def _channel(self, name: str, kind: str, overwrites=()) -> str:
        path = f"/guilds/{self.guild}/channels"
        return self.sim.post(path, name=name, kind=kind, overwrites=list(overwrites))["id"]

    def _person(self, name: str, *roles: str) -> Seat:
        person = self.sim.post("/people", name=name)["id"]
        self.sim.post(f"/guilds/{self.guild}/members", person=person, roles=list(roles))
        return Seat(self.sim, self.guild, person)

    def briefing(self) -> dict:
        """What the bot is told."""
        seats = [self.owner, self.ann, self.sam, self.bob]
        return {
            "rest": self.sim.rest,
            "gateway": self.sim.gateway,
            "token": self.application["token"],
            "guild": self.guild,
            "tickets": self.tickets,
            "archive": self.archive,
            "log": self.log,
            "staff": self.staff,
            "members": [seat.id for seat in seats] + [self.bot],
        }
