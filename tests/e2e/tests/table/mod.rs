//! Which test runs where. All run in Chromium from the one offline file. From the site runs what could differ there; in Firefox what leans on
//! the browser and not only on the program: drawing, keys, files, workers, cryptography, saving, the page's own policy.

use crate::{
    Place, Test, about, access, bench, compare, evidence, glance, keys, language, list, paper, preview, question, recheck, reflow, search,
    workers,
};
use crate::{cancel, dropped_policy, garbage, landing, refusals_are_noticed, reload_forgets, sample_in_address, zeros};

/// A test and its name.
type Row = (&'static str, Test);

/// From the file and from the site, in Chromium and in Firefox.
const EVERYWHERE: [Row; 5] = [
    ("landing", landing),
    ("the policy refuses connections and it is noticed", refusals_are_noticed),
    ("cancel", cancel),
    ("a reload forgets what was trusted", reload_forgets),
    ("a sample named in the address", sample_in_address),
];

/// From the file, in Chromium and in Firefox.
const IN_BOTH: [Row; 16] = [
    ("search: from hit to hit", search::walks),
    ("paper: the file of the command line", paper::same_file),
    ("compare: every pair", compare::every_pair),
    ("glance: event and bytes", glance::linked),
    ("recheck: the browser agrees", recheck::agrees),
    ("list: columns", list::columns),
    ("list: the choice of columns", list::choice),
    ("list: bookmarks", list::bookmarks),
    ("list: the palette", list::palette),
    ("list: neighbours", list::neighbours),
    ("bench: what was changed", bench::shows_the_change),
    ("bench: by keys", bench::by_keys),
    ("workers rest between two logs", workers::rest),
    ("workers read long files in two ways", workers::streams),
    ("keys: a walk without a click", keys::walk),
    ("keys: every stop of every screen", keys::stops),
];

/// From the file and from the site, in Chromium only.
const NOT_IN_FIREFOX: [Row; 3] = [
    // Only the DevTools protocol can drag a file in from outside.
    ("a dropped policy is found and not used", dropped_policy),
    // About the program, whose reports the corpus compares in Firefox too.
    ("garbage", garbage),
    ("200 MB of zeros", zeros),
];

/// From the file, in Chromium only.
const IN_CHROMIUM: [Row; 41] = [
    // These show the page dark, or as printed, and only the DevTools protocol can.
    ("access: every state by the rules of axe", access::rules),
    ("reflow: every state enlarged", reflow::enlarged),
    ("paper: what is printed", paper::printed),
    // About the program: what Firefox could do differently in them is in another test that runs there.
    ("a preview of a long log", preview::whole),
    ("a preview of damage", preview::damaged),
    // Only Chromium says what moved.
    ("nothing moves by itself", preview::still),
    ("cancel in both passes", preview::cancelled),
    ("a question that cannot be read", question::faults),
    ("expected events that are no text", question::no_text),
    ("a question of every kind", question::everything),
    ("how far damage reaches", question::incident),
    ("evidence handed on", evidence::handed_on),
    ("search: what is found", search::finds),
    ("search: terms by a click", search::narrows),
    ("compare: two histories", compare::forked),
    ("list: the address", list::address),
    ("search: a query that cannot be read", search::faults),
    ("search: a newer one ends the one before", search::superseded),
    ("paper: a sample that cannot be drawn", paper::faults),
    ("compare: with what was kept", compare::kept),
    ("glance: what to do next", glance::next),
    ("glance: the lane of times", glance::times),
    ("glance: a part of the lane", glance::brush),
    ("list: several days", list::several_days),
    ("list: marks beside it", list::marks),
    ("list: what was found is marked", list::highlight),
    ("list: an address that waits", list::address_waits),
    ("list: the address of one of several logs", list::address_of_several),
    ("bench: every way to break a copy", bench::ways),
    ("bench: undo", bench::undo),
    ("bench: the evidence is untouched", bench::evidence_untouched),
    ("bench: what cannot be noticed", bench::unnoticed),
    ("bench: what is not copied", bench::refused),
    ("bench: a long log", bench::long),
    ("bench: files beside it", bench::other_files),
    ("bench: hostile text", bench::hostile),
    ("language: every screen", language::every_screen),
    ("language: more screens", language::more_screens),
    ("language: what was typed stays", language::keeps),
    ("language: faults", language::faults),
    ("about: a copy of the page", about::copy),
];

/// From the site, in Chromium only: what the one file need not do.
const AT_SITE: [Row; 1] = [("about: the download", about::download)];

/// The tests at a place, beside samples and corpus.
pub fn tests(place: Place) -> Vec<Row> {
    let lists: &[&[Row]] = match place {
        Place::File => &[&EVERYWHERE, &IN_BOTH, &NOT_IN_FIREFOX, &IN_CHROMIUM],
        Place::Site => &[&EVERYWHERE, &NOT_IN_FIREFOX, &AT_SITE],
        Place::Firefox => &[&EVERYWHERE, &IN_BOTH],
    };
    lists.concat()
}
