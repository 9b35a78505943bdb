//! Everything that a key does, once: the commands, their keys and what they need. The keyboard, the help and the palette read this table;
//! what a command is called stands in [`crate::text`], what it does in the keyboard's module.

use crate::text;

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each has its sentence in the text module")]
pub enum Command {
    Search,
    HitAfter,
    HitBefore,
    OnlyHits,
    RowAfter,
    RowBefore,
    NeighbourAfter,
    NeighbourBefore,
    Open,
    GoTo,
    FindingAfter,
    FindingBefore,
    Bookmark,
    BookmarkAfter,
    BookmarkBefore,
    OnlyBookmarks,
    ClearBookmarks,
    Table,
    Report,
    SaveReport,
    Trust,
    ChooseFiles,
    StartOver,
    Compare,
    Bench,
    Theme,
    Language,
    Help,
    About,
    Palette,
    Back,
}

/// What must be on screen for a command to do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A report.
    Report,
    /// A list of entries.
    List,
    /// A search that can be read.
    Hits,
    /// A bookmark in the log on screen.
    Bookmarks,
    /// Two states that can be compared.
    TwoStates,
    /// A log in a bundle, which can be copied.
    Bundle,
}

/// Every command in the order of the help, with its keys as browsers name them, and what it needs.
pub const COMMANDS: [(Command, &[&str], Needs); 31] = [
    (Command::Search, &["/"], Needs::List),
    (Command::HitAfter, &["n"], Needs::Hits),
    (Command::HitBefore, &["N"], Needs::Hits),
    (Command::OnlyHits, &[], Needs::Hits),
    (Command::RowAfter, &["j", "ArrowDown"], Needs::List),
    (Command::RowBefore, &["k", "ArrowUp"], Needs::List),
    (Command::NeighbourAfter, &["."], Needs::List),
    (Command::NeighbourBefore, &[","], Needs::List),
    (Command::Open, &["Enter"], Needs::List),
    (Command::GoTo, &["g"], Needs::List),
    (Command::FindingAfter, &["e"], Needs::Report),
    (Command::FindingBefore, &["E"], Needs::Report),
    (Command::Bookmark, &["m"], Needs::List),
    (Command::BookmarkAfter, &["'"], Needs::Bookmarks),
    (Command::BookmarkBefore, &["\""], Needs::Bookmarks),
    (Command::OnlyBookmarks, &[], Needs::Bookmarks),
    (Command::ClearBookmarks, &[], Needs::Bookmarks),
    (Command::Table, &[], Needs::List),
    (Command::Report, &["r"], Needs::Report),
    (Command::SaveReport, &[], Needs::Report),
    (Command::Trust, &["v"], Needs::Nothing),
    (Command::ChooseFiles, &["o"], Needs::Nothing),
    (Command::StartOver, &[], Needs::Nothing),
    (Command::Compare, &["d"], Needs::TwoStates),
    (Command::Bench, &["b"], Needs::Bundle),
    (Command::Theme, &["t"], Needs::Nothing),
    (Command::Language, &[], Needs::Nothing),
    (Command::Help, &["?"], Needs::Nothing),
    (Command::About, &[], Needs::Nothing),
    (Command::Palette, &["Ctrl+K"], Needs::Nothing),
    (Command::Back, &["Escape"], Needs::Nothing),
];

impl Command {
    /// The command of a key.
    pub fn of_key(key: &str) -> Option<Command> {
        COMMANDS.iter().find(|(_, keys, _)| keys.contains(&key)).map(|(command, ..)| *command)
    }

    /// What it needs.
    pub fn needs(self) -> Needs {
        self.row().map_or(Needs::Nothing, |(_, _, needs)| *needs)
    }

    /// Its keys as the page writes them.
    pub fn keys(self) -> String {
        let keys = self.row().map(|(_, keys, _)| *keys).unwrap_or_default();
        keys.iter().map(|key| text::key(key)).collect::<Vec<_>>().join(" ")
    }

    fn row(self) -> Option<&'static (Command, &'static [&'static str], Needs)> {
        COMMANDS.iter().find(|(command, ..)| *command == self)
    }
}

/// The commands that fit what is typed: every word of it stands in the name, or it is a key of the command.
pub fn matching(typed: &str) -> Vec<Command> {
    let typed = typed.trim();
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let fits = |(command, keys, _): &&(Command, &[&str], Needs)| {
        let name = text::command(*command).to_lowercase();
        keys.contains(&typed) || words.iter().all(|word| name.contains(word.as_str()))
    };
    COMMANDS.iter().filter(fits).map(|(command, ..)| *command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_commands_and_no_command_two_rows() {
        let mut keys: Vec<&str> = COMMANDS.iter().flat_map(|(_, keys, _)| keys.iter().copied()).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for (k, (command, keys, needs)) in COMMANDS.iter().enumerate() {
            assert_eq!(COMMANDS.iter().position(|(other, ..)| other == command), Some(k), "{command:?}");
            assert_eq!(command.needs(), *needs);
            assert!(keys.iter().all(|key| Command::of_key(key) == Some(*command)), "{command:?}");
        }
    }

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|(command, ..)| text::command(*command)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len());
        assert_eq!(
            (Command::RowAfter.keys(), Command::Back.keys(), Command::StartOver.keys()),
            ("j ↓".into(), "Esc".into(), String::new())
        );
    }

    #[test]
    fn typing_narrows() {
        assert_eq!(matching(" ").len(), COMMANDS.len());
        assert_eq!(matching("FINDING next"), [Command::FindingAfter]);
        assert_eq!(matching("N").first(), Some(&Command::Search), "a letter is also part of names");
        assert!(matching("N").contains(&Command::HitBefore) && matching("?") == [Command::Help]);
        assert!(matching("nothing is called so").is_empty());
    }
}
