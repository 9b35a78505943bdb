pub fn command(_: u64) -> Result<(), String> {
    Err("".into())
}
