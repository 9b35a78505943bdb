//! Random small logs under random attacks, judged without the engine. `UNBROKEN_CAMPAIGN=<worlds>[,<first seed>]` runs a longer one;
//! `cargo run --release --example campaign -- WORLDS FIRST` is the one of the figures.

use std::collections::BTreeMap;
use unbroken_tests::blame::{accuses, touched, wandering};
use unbroken_tests::campaign::checkpoint_record;
use unbroken_tests::judge::{judge, kind, minimise};
use unbroken_tests::random::seeds;
use unbroken_tests::world::{World, attacked};

/// Worlds in which engine and twin once differed: a checkpoint contradicted only in parts; what a dropped checkpoint names; a subtree
/// remembered from before a node inside it became known; another line under a log-signed tree; a root that sides with one of two that
/// contradict each other; what a stranger's proof helps to recompute, and what it must not accuse; a genuine root beside a false one; a
/// position without a line and with two names.
const ONCE: [u64; 14] = [1144, 1394, 2279, 4737, 8345, 11899, 13495, 15218, 25692, 26854, 29089, 33362, 34304, 46251];

#[test]
fn nothing_false_is_ever_said() {
    let seeds = seeds("UNBROKEN_CAMPAIGN", 500);
    let worlds = seeds.end - seeds.start;
    let mut kinds: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    let (mut proven, mut accused, mut by_twin, mut wholly) = (0, 0, 0, 0);
    for seed in ONCE.into_iter().chain(seeds) {
        let world = attacked(seed);
        let judged = judge(&world, &world.records);
        (proven, accused, by_twin) = (proven + judged.proven, accused + judged.accused, by_twin + u64::from(judged.by_twin));
        wholly += u64::from(judged.wholly);
        *reasons.entry(format!("{:?}", judged.reason)).or_default() += 1;
        for wrong in judged.wrong {
            let held = kinds.entry(kind(&wrong)).or_insert((0, seed));
            held.0 += 1;
            if held.0 == 1 {
                explain(seed, &world, &wrong);
            }
        }
    }
    println!(
        "{worlds} worlds ({by_twin} by the twin, {wholly} wholly), {proven} proven entries and {accused} accusations looked at, reasons {reasons:?}"
    );
    assert!(kinds.is_empty(), "complaint: (worlds, first seed) {kinds:?}");
    // A campaign of dull worlds would say little.
    let varied = reasons.len() > 5 && proven > 0 && accused > 0 && by_twin * 10 > worlds * 9 && wholly > 0;
    assert!(varied || worlds < 500, "the campaign has lost its variety: {reasons:?}");
}

/// The judge of blame can complain: an accusation that is moved elsewhere wanders.
#[test]
fn moved_blame_is_noticed() {
    let mut moved = 0;
    for seed in 1..60 {
        let world = attacked(seed);
        let case = world.case(&world.records);
        let Some(log) = case.report().logs.first() else { continue };
        let mut elsewhere = log.clone();
        let accusing = elsewhere.findings.iter_mut().filter(|finding| accuses(finding));
        let count = accusing.map(|finding| finding.entries = Some([9_000, 9_001])).count();
        assert_eq!((wandering(&world, &world.records, log).len(), wandering(&world, &world.records, &elsewhere).len()), (0, count));
        moved += count;
        // Nobody touched what an honest log gives out whole.
        let mut honest = world.trees[0].lines.clone();
        if world.trees.len() == 1 && honest.iter().all(|line| line.contains("\"sig\"")) {
            let entries = honest.len() as u64;
            honest.extend(world.roots.iter().map(|root| checkpoint_record(&root.note)));
            assert_eq!(touched(&world, &honest).range(..entries).next(), None);
        }
    }
    assert!(moved > 50, "{moved}");
}

/// The smallest set of records that still shows a complaint.
fn explain(seed: u64, world: &World, wrong: &str) {
    println!("seed {seed}: {wrong}\n  {:?} quorum {} pins {:?} entries {:?}", world.power, world.quorum, world.pins, world.entries);
    for (id, root) in world.roots.iter().enumerate() {
        println!("  root {id}: tree {} size {} witnesses {}", root.tree, root.size, root.witnesses);
    }
    let few = minimise(world, &kind(wrong));
    few.iter().for_each(|record| println!("  {}", world.origin_of(record)));
    println!("  => {:?}", judge(world, &few).wrong);
    println!("  {:?}", world.case(&few).report().logs.iter().map(|log| (log.reason, &log.coverage)).collect::<Vec<_>>());
}
