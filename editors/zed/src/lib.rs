//! Tells Zed how to start the server: the program its settings name, or `batchlang` on the `PATH`.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Batchlang;

impl zed::Extension for Batchlang {
    fn new() -> Self {
        Batchlang
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)
            .ok()
            .and_then(|settings| settings.binary);
        let (path, arguments) = binary.map_or((None, None), |one| (one.path, one.arguments));
        let command = path
            .or_else(|| worktree.which("batchlang"))
            .ok_or("`batchlang` is not on the PATH")?;
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["lsp".into(), "--stdio".into()]),
            env: worktree.shell_env(),
        })
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?;
        Ok(settings.settings)
    }
}

zed::register_extension!(Batchlang);
