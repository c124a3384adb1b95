//! Who the primaries are: told by the address itself, by sentinels, or by the nodes of a cluster.

use super::{
    dial::{CONNECT, Dial},
    fault::{Course, Fault},
    slots::SLOTS,
    unmet::{no_node, no_sentinel},
    url::{Address, Layout, RedisUrl},
};
use futures_util::{StreamExt, stream::FuturesUnordered};
use redis::{
    FromRedisValue, Value,
    aio::{ConnectionLike, MultiplexedConnection},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::RangeInclusive,
    time::Duration,
};
use tokio::time::{Instant, timeout, timeout_at};

/// How long those may take that we are connected to, once another has answered. One that is silent
/// must not hold up the others.
const PATIENCE: Duration = Duration::from_millis(250);

/// Where the primary of some slots may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The likeliest first. One of them has to say itself that it is a primary.
    pub(super) addresses: Vec<Address>,
    pub(super) slots: Vec<RangeInclusive<u16>>,
    /// How many replicas sentinels know of it, those that are away included.
    pub(super) replicas: u32,
    /// Whether a replica among them is to be asked whom it follows: sentinels hear late of a
    /// FAILOVER that they did not order.
    pub(super) may_be_behind: bool,
}

/// Finds the primaries, and finds them again.
pub(super) struct Whereabouts {
    url: RedisUrl,
    /// Nodes of the cluster that we were told of.
    told: BTreeSet<Address>,
    lines: HashMap<Address, MultiplexedConnection>,
    /// The newest configuration that was seen. Who knows only an older one is behind.
    epoch: u64,
}

/// What one sentinel or node says, and how new that is.
#[derive(Debug, PartialEq, Eq)]
struct Word<T> {
    /// Whether it finds that all is well.
    is_well: bool,
    epoch: u64,
    says: T,
}

type Ranges = BTreeMap<Address, Vec<RangeInclusive<u16>>>;

impl Whereabouts {
    pub(super) fn new(url: &RedisUrl) -> Self {
        Self { url: url.clone(), told: BTreeSet::new(), lines: HashMap::new(), epoch: 0 }
    }

    /// Where the primaries are now.
    pub(super) async fn find(&mut self, dial: &Dial) -> Result<Vec<Place>, Fault> {
        match &self.url.layout {
            Layout::Standalone => Ok(vec![whole(self.url.addresses.clone(), 0, false)]),
            Layout::Sentinel(name) => {
                let name = name.clone();
                self.ask_sentinels(dial, &name).await
            }
            Layout::Cluster => self.ask_cluster(dial).await,
        }
    }

    /// How soon to ask again although nothing is amiss: an old primary may still answer.
    pub(super) fn interval(&self) -> Duration {
        match self.url.layout {
            Layout::Standalone => Duration::from_secs(5),
            Layout::Sentinel(_) => Duration::from_millis(250),
            Layout::Cluster => Duration::from_secs(2),
        }
    }

    /// Nobody of those that are named has said anything.
    pub(super) fn silent(&self) -> Fault {
        Fault::silent(&self.url.addresses[0])
    }

    async fn ask_sentinels(&mut self, dial: &Dial, name: &str) -> Result<Vec<Place>, Fault> {
        let mut ask = redis::pipe();
        ask.cmd("SENTINEL").arg("GET-MASTER-ADDR-BY-NAME").arg(name);
        ask.cmd("SENTINEL").arg("MASTER").arg(name);
        let addresses = self.url.addresses.clone();
        let (answers, fault) = self.ask_all(dial, &addresses, &ask, true).await;
        let words: Vec<_> =
            answers.iter().filter_map(|(_, answer)| sentinel_word(answer)).collect();
        if words.is_empty() {
            let other = answers.iter().find_map(|(address, answer)| no_sentinel(address, answer));
            return Err(fault.or(other).unwrap_or_else(|| {
                let words =
                    format!("no sentinel knows a primary named {name:?}: correct the address");
                Fault::new(Course::Refused, &addresses[0], &words)
            }));
        }
        let is_majority = words.len() * 2 > addresses.len();
        let newest = words.iter().map(|word| word.epoch).max().unwrap_or_default();
        if newest < self.epoch && !is_majority {
            let words = "this sentinel is behind the others, which cannot be reached";
            return Err(Fault::new(Course::Later, &addresses[0], words));
        }
        self.epoch = newest;
        let mut votes: BTreeMap<&Address, usize> = BTreeMap::new();
        for word in words.iter().filter(|word| word.epoch == newest) {
            *votes.entry(&word.says.0).or_default() += 1;
        }
        let mut candidates: Vec<_> = votes.into_iter().collect();
        candidates.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let likeliest = candidates.into_iter().map(|(address, _)| address.clone()).collect();
        let replicas = words.iter().map(|word| word.says.1).max().unwrap_or_default();
        Ok(vec![whole(likeliest, replicas, true)])
    }

    async fn ask_cluster(&mut self, dial: &Dial) -> Result<Vec<Place>, Fault> {
        let mut ask = redis::pipe();
        ask.cmd("CLUSTER").arg("SLOTS");
        ask.cmd("CLUSTER").arg("INFO");
        let mut known = self.told.clone();
        known.extend(self.url.addresses.iter().cloned());
        let known: Vec<_> = known.into_iter().collect();
        let (answers, fault) = self.ask_all(dial, &known, &ask, false).await;
        let newest = answers
            .iter()
            .filter_map(|(node, answer)| cluster_word(node, answer))
            .max_by_key(|word| (word.is_well, word.epoch));
        let Some(Word { says: (primaries, others), .. }) = newest else {
            let other = answers.iter().find_map(|(address, answer)| no_node(address, answer));
            return Err(fault.or(other).unwrap_or_else(|| {
                let words = "this node's cluster has no slots yet: give them out with `redis-cli \
                             --cluster create`";
                Fault::new(Course::Later, &known[0], words)
            }));
        };
        self.told = primaries.keys().cloned().chain(others).collect();
        let place = |(address, slots)| Place {
            addresses: vec![address],
            slots,
            replicas: 0,
            may_be_behind: false,
        };
        Ok(primaries.into_iter().map(place).collect())
    }

    /// The answers of those who answer, and what kept one of the others from it.
    async fn ask_all(
        &mut self,
        dial: &Dial,
        addresses: &[Address],
        ask: &redis::Pipeline,
        are_sentinels: bool,
    ) -> (Vec<(Address, Vec<Value>)>, Option<Fault>) {
        let mut hurry = PATIENCE;
        let mut asking = FuturesUnordered::new();
        for (place, address) in addresses.iter().enumerate() {
            let line = self.lines.remove(address);
            if line.is_none() {
                hurry = CONNECT;
            }
            asking
                .push(async move { (place, talk(dial, address, line, ask, are_sentinels).await) });
        }
        let hurry = Instant::now() + hurry;
        let mut said = BTreeMap::new();
        let mut has_answer = false;
        // Who says nothing at all has limits of its own.
        while let Some((place, answer)) = if has_answer {
            timeout_at(hurry, asking.next()).await.ok().flatten()
        } else {
            asking.next().await
        } {
            has_answer |= answer.is_ok();
            said.insert(place, answer);
        }
        drop(asking);
        let (mut answers, mut fault) = (Vec::new(), None);
        for (place, address) in addresses.iter().enumerate() {
            let answer = said.remove(&place).unwrap_or_else(|| Err(Fault::silent(address)));
            match answer {
                Ok((line, answer)) => {
                    self.lines.insert(address.clone(), line);
                    answers.push((address.clone(), answer));
                }
                // Who is only away may know better than who will never help.
                Err(why) => fault = fault.filter(|it: &Fault| !it.is_final()).or(Some(why)),
            }
        }
        (answers, fault)
    }
}

/// Asks one of them, over the line to it if there is one.
async fn talk(
    dial: &Dial,
    address: &Address,
    line: Option<MultiplexedConnection>,
    ask: &redis::Pipeline,
    is_sentinel: bool,
) -> Result<(MultiplexedConnection, Vec<Value>), Fault> {
    let mut line = match line {
        Some(line) => line,
        None if is_sentinel => dial.sentinel(address).await?,
        None => dial.connect(address, dial.config()).await?,
    };
    // An error in one answer is for whoever reads it.
    let answer = timeout(dial.deadline, line.req_packed_commands(ask, 0, 2)).await;
    match answer.map_err(|_| Fault::silent(address))? {
        Ok(answer) => Ok((line, answer)),
        Err(error) => Err(Fault::of(&error, address)),
    }
}

fn whole(addresses: Vec<Address>, replicas: u32, may_be_behind: bool) -> Place {
    Place { addresses, slots: vec![0..=SLOTS - 1], replicas, may_be_behind }
}

/// Reads what a sentinel says: where the primary is and how many replicas it has. While it fails
/// over, its record has the old address and the new epoch, and only its direct answer has the new
/// address.
fn sentinel_word(answer: &[Value]) -> Option<Word<(Address, u32)>> {
    let (host, port): (String, u16) = redis::from_redis_value_ref(answer.first()?).ok()?;
    let record: HashMap<String, String> = redis::from_redis_value_ref(answer.get(1)?).ok()?;
    let epoch = record.get("config-epoch")?.parse().ok()?;
    let replicas = record.get("num-slaves").and_then(|it| it.parse().ok()).unwrap_or_default();
    Some(Word { is_well: true, epoch, says: (Address { host, port }, replicas) })
}

/// Reads what a node says of its cluster: primaries with their slots, and other nodes.
fn cluster_word(node: &Address, answer: &[Value]) -> Option<Word<(Ranges, Vec<Address>)>> {
    let info: String = redis::from_redis_value_ref(answer.get(1)?).ok()?;
    let find = |name: &str| {
        info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    };
    let (mut primaries, mut others) = (Ranges::new(), Vec::new());
    for range in redis::from_redis_value_ref::<Vec<Vec<Value>>>(answer.first()?).ok()? {
        let mut range = range.into_iter();
        let start = u16::from_redis_value(range.next()?).ok()?;
        let end = u16::from_redis_value(range.next()?).ok()?;
        let mut nodes = range.filter_map(|named| cluster_node(node, &named));
        primaries.entry(nodes.next()?).or_default().push(start..=end);
        others.extend(nodes);
    }
    let epoch = find("cluster_current_epoch")?.parse().ok()?;
    let is_well = find("cluster_state") == Some("ok");
    (!primaries.is_empty()).then_some(Word { is_well, epoch, says: (primaries, others) })
}

fn cluster_node(asked: &Address, named: &Value) -> Option<Address> {
    let named: Vec<Value> = redis::from_redis_value_ref(named).ok()?;
    let host: Option<String> = redis::from_redis_value_ref(named.first()?).ok()?;
    let port = redis::from_redis_value_ref(named.get(1)?).ok()?;
    // A node that does not know its own name is where we found it.
    let host = host.filter(|host| !host.is_empty()).unwrap_or_else(|| asked.host.clone());
    Some(Address { host, port })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::BulkString(text.as_bytes().to_vec())
    }

    #[test]
    fn a_sentinels_direct_answer_counts_with_the_epoch_of_its_record() {
        let answer = [
            Value::Array(vec![text("10.0.0.2"), text("6380")]),
            Value::Array(vec![
                text("ip"),
                text("10.0.0.1"),
                text("config-epoch"),
                text("7"),
                text("num-slaves"),
                text("2"),
            ]),
        ];
        let word = sentinel_word(&answer).expect("a word");
        assert_eq!((word.epoch, word.says.1), (7, 2));
        assert_eq!(word.says.0.to_string(), "10.0.0.2:6380");
        assert_eq!(sentinel_word(&[Value::Nil, Value::Nil]), None);
    }

    #[test]
    fn a_nodes_map_is_read() {
        let node = |host: Value, port| Value::Array(vec![host, Value::Int(port), text("id")]);
        let range = |from, to, nodes: [Value; 2]| {
            let mut all = vec![Value::Int(from), Value::Int(to)];
            all.extend(nodes);
            Value::Array(all)
        };
        let map = Value::Array(vec![
            range(0, 99, [node(text("a"), 1), node(text("b"), 2)]),
            range(200, 299, [node(text("a"), 1), node(text("b"), 2)]),
            range(100, 199, [node(Value::Nil, 3), node(text("d"), 4)]),
        ]);
        let info = text("cluster_state:ok\r\ncluster_current_epoch:6\r\n");
        let asked = "here:9".parse().expect("an address");
        let word = cluster_word(&asked, &[map, info]).expect("a word");
        assert!(word.is_well && word.epoch == 6);
        let (primaries, others) = word.says;
        let of = |text: &str| primaries.get(&text.parse::<Address>().expect("an address"));
        assert_eq!(of("a:1"), Some(&vec![0..=99, 200..=299]));
        assert_eq!(of("here:3"), Some(&vec![100..=199]));
        assert_eq!(others.len(), 3);
    }
}
