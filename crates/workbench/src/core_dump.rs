//! Nothing of an engagement in what a crash leaves behind.

/// Lets the system write no image of this process's memory, nor of those that it starts, when it crashes: it would hold the key and the
/// texts of an encrypted file. To be called before anything is opened. Windows has no such switch for a process.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A limit can always be lowered; where the system refuses even that, there is nothing more to be done, and nobody to tell.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}
