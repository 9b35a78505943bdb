//! The long campaign: `cargo run --release --example campaign -- WORLDS FIRST_SEED`. Judges every world on all cores, prints the figures,
//! and saves the smallest form of every new complaint as a case of the corpus, to be settled by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, io, thread};
use unbroken_tests::judge::{judge, kind, minimise};
use unbroken_tests::world::{World, attacked};

/// What came of some worlds.
#[derive(Default)]
struct Figures {
    worlds: u64,
    by_twin: u64,
    wholly: u64,
    proven: u64,
    accused: u64,
    keyless: u64,
    reasons: BTreeMap<String, u64>,
    /// Complaints by kind: how many, and the first seed.
    wrong: BTreeMap<String, (u64, u64)>,
}

fn main() -> ExitCode {
    let numbers: Vec<u64> = env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [worlds, first] = numbers[..] else {
        eprintln!("campaign WORLDS FIRST_SEED");
        return ExitCode::FAILURE;
    };
    let next = AtomicU64::new(first);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut figures = Figures::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| work(&next, first + worlds))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).for_each(|part| figures.add(part));
    });
    figures.print(first);
    let mut settled = true;
    for (kind, (_, seed)) in &figures.wrong {
        settled = false;
        match save(kind, *seed) {
            Ok(folder) => println!("{kind}: seed {seed}, saved as {}", folder.display()),
            Err(error) => eprintln!("{kind}: seed {seed}, not saved: {error}"),
        }
    }
    // A worker that panicked took its figures along.
    if settled && figures.worlds == worlds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Judges worlds until there are no more.
fn work(next: &AtomicU64, end: u64) -> Figures {
    let mut figures = Figures::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return figures;
        }
        let world = attacked(seed);
        let judged = judge(&world, &world.records);
        figures.worlds += 1;
        figures.by_twin += u64::from(judged.by_twin);
        figures.wholly += u64::from(judged.wholly);
        figures.proven += judged.proven;
        figures.accused += judged.accused;
        figures.keyless += u64::from(!world.power.log);
        *figures.reasons.entry(format!("{:?}", judged.reason)).or_default() += 1;
        for wrong in judged.wrong {
            println!("seed {seed}: {wrong}");
            figures.wrong.entry(kind(&wrong)).or_insert((0, seed)).0 += 1;
        }
    }
}

impl Figures {
    fn add(&mut self, part: Figures) {
        self.worlds += part.worlds;
        self.by_twin += part.by_twin;
        self.wholly += part.wholly;
        self.proven += part.proven;
        self.accused += part.accused;
        self.keyless += part.keyless;
        part.reasons.into_iter().for_each(|(reason, count)| *self.reasons.entry(reason).or_default() += count);
        for (kind, (count, seed)) in part.wrong {
            let held = self.wrong.entry(kind).or_insert((0, seed));
            *held = (held.0 + count, held.1.min(seed));
        }
    }

    fn print(&self, first: u64) {
        println!("{} worlds from seed {first} on", self.worlds);
        println!("{} of them judged by the twin as well, {} down to every status and reason", self.by_twin, self.wholly);
        println!("{} of them without the log's key", self.keyless);
        println!("{} entries called proven, {} accusations", self.proven, self.accused);
        println!("reasons: {:?}", self.reasons);
        println!("complaints: {}", self.wrong.values().map(|(count, _)| count).sum::<u64>());
    }
}

/// Writes the smallest form of a complaint into the corpus. What must come out is left to a person; until then the case fails.
fn save(kind: &str, seed: u64) -> io::Result<PathBuf> {
    let world = attacked(seed);
    let records = minimise(&world, kind);
    let name = format!("found-{}-{seed}", kind.to_lowercase().replace(' ', "-"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("found.jsonl"), records.join("\n") + "\n")?;
    fs::write(folder.join("policy.txt"), world.policy())?;
    fs::write(folder.join("writers.txt"), world.keys.writer.vkey() + "\n")?;
    for pin in &world.pins {
        fs::write(folder.join(format!("root-{pin}.checkpoint")), &world.roots[*pin].note)?;
    }
    fs::write(folder.join("case.toml"), case_toml(&world, kind, seed))?;
    Ok(folder)
}

fn case_toml(world: &World, kind: &str, seed: u64) -> String {
    let pins: Vec<String> = world.pins.iter().map(|pin| format!("\"root-{pin}.checkpoint\"")).collect();
    let asked = world.entries.map(|(start, end)| format!("asked = \"{start}..{}\"\n", end.map_or(String::new(), |end| end.to_string())));
    format!(
        "why = \"A campaign complained ({kind}, seed {seed}).\"\ninputs = [\"found.jsonl\"]\npolicy = \"policy.txt\"\nwriters = \"writers.txt\"\n\
         pins = [{}]\n{}\n[expect]\nverdict = \"to be settled by hand\"\nreason = \"\"\ncoverage = []\nfindings = []\n",
        pins.join(", "),
        asked.unwrap_or_default()
    )
}
