//! What was dropped: files, and folders with everything below them, as picking a folder gives them.

use js_sys::{Array, Function};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry};

/// Told at the end: the files by path, or nothing if one of them could not be read.
type Done = Box<dyn FnOnce(Option<Vec<File>>)>;

/// One walk: what was found, how many answers of the browser are open, and who is told.
struct Walk {
    found: Vec<(String, File)>,
    open: usize,
    failed: bool,
    done: Option<Done>,
}

type Shared = Rc<RefCell<Walk>>;

/// Walks what was dropped. Entries must be taken before the event is over, which is why this is called from its handler.
pub fn walk(data: &DataTransfer, done: impl FnOnce(Option<Vec<File>>) + 'static) {
    let items = data.items();
    let entries: Vec<FileSystemEntry> = (0..items.length()).filter_map(|k| items.get(k)?.webkit_get_as_entry().ok().flatten()).collect();
    if entries.iter().all(FileSystemEntry::is_file) {
        return done(Some(crate::app::files_of(data.files())));
    }
    let walk = Rc::new(RefCell::new(Walk { found: Vec::new(), open: 1, failed: false, done: Some(Box::new(done)) }));
    entries.iter().for_each(|entry| visit(&walk, entry));
    settle(&walk, true);
}

fn visit(walk: &Shared, entry: &FileSystemEntry) {
    if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
        return list(walk, &folder.create_reader());
    }
    let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() else { return };
    let (path, shared) = (entry.full_path(), walk.clone());
    let found = once(walk, move |file| {
        let file = file.dyn_into::<File>();
        if let Ok(file) = &file {
            shared.borrow_mut().found.push((path, file.clone()));
        }
        file.is_ok()
    });
    file.file_with_callback_and_callback(&found, &failure(walk));
}

/// A folder gives its entries in portions; an empty one is the last.
fn list(walk: &Shared, reader: &FileSystemDirectoryReader) {
    let (shared, again) = (walk.clone(), reader.clone());
    let portion = once(walk, move |entries| {
        let entries: Vec<FileSystemEntry> = entries.unchecked_into::<Array>().iter().map(JsCast::unchecked_into).collect();
        entries.iter().for_each(|entry| visit(&shared, entry));
        if !entries.is_empty() {
            list(&shared, &again);
        }
        true
    });
    if reader.read_entries_with_callback_and_callback(&portion, &failure(walk)).is_err() {
        settle(walk, false);
    }
}

/// A callback that settles one open answer.
fn once(walk: &Shared, take: impl FnOnce(JsValue) -> bool + 'static) -> Function {
    walk.borrow_mut().open += 1;
    let shared = walk.clone();
    Closure::once_into_js(move |value: JsValue| {
        let read = take(value);
        settle(&shared, read);
    })
    .unchecked_into()
}

fn failure(walk: &Shared) -> Function {
    let shared = walk.clone();
    Closure::once_into_js(move |_: JsValue| settle(&shared, false)).unchecked_into()
}

fn settle(walk: &Shared, read: bool) {
    let mut held = walk.borrow_mut();
    held.failed |= !read;
    held.open = held.open.saturating_sub(1);
    if held.open > 0 {
        return;
    }
    let Some(done) = held.done.take() else { return };
    let mut found = core::mem::take(&mut held.found);
    let failed = held.failed;
    drop(held);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    done((!failed).then(|| found.into_iter().map(|(_, file)| file).collect()));
}
