//! `unbroken checkpoint`: sign the newest state of a log, or cosign another's.

use crate::args::CheckpointAction;
use crate::fault::Fault;
use crate::{keys, out, read};
use jiff::Timestamp;
use std::path::Path;
use unbroken::format::receipt::Receipt;
use unbroken::trust::note::Vkey;
use unbroken_writer::{Kind, Log};

pub fn run(action: &CheckpointAction) -> Result<(), Fault> {
    match action {
        CheckpointAction::Sign { log, keys } => {
            let store = keys::store(keys)?;
            let key = store.load(log, Kind::Log)?;
            out::print(&Log::open(&store.log_dir(log), log)?.checkpoint(&key)?)
        }
        CheckpointAction::Cosign { checkpoint, witness, log_key, proof, keys } => {
            let store = keys::store(keys)?;
            let key = store.load(witness, Kind::Witness)?;
            let log_key =
                Vkey::parse(log_key).map_err(|fault| Fault::new(format!("--log-key: {fault}")).hint("give the vkey of the log"))?;
            let note = String::from_utf8(read::whole(checkpoint)?).map_err(|_| not_one(checkpoint, "a checkpoint"))?;
            let proof = proof.as_deref().map(read_receipt).transpose()?;
            let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
            out::print(&store.cosign(&note, &log_key, &key, now, proof.as_ref())?)
        }
    }
}

fn read_receipt(path: &Path) -> Result<Receipt, Fault> {
    Receipt::parse(&read::whole(path)?)
        .map_err(|fault| Fault::new(format!("{}: {fault}", read::shown(path))).hint("give a .tlog-proof with its entry"))
}

fn not_one(path: &Path, what: &str) -> Fault {
    Fault::new(format!("{} is not {what}", read::shown(path))).hint("give the checkpoint as the log published it")
}
