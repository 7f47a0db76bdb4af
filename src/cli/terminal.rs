//! What the output may look like: colours, width, box characters.

use crate::diagnostic::human;
use std::env;
use std::io::IsTerminal;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What is known of stdout and stderr.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Stdout is a terminal.
    pub is_terminal: bool,
    /// Colours on stdout.
    pub color: bool,
    /// Colours on stderr.
    pub error_color: bool,
    /// Columns of the terminal; 100 where there is none.
    pub width: usize,
    /// The locale can show box characters.
    pub unicode: bool,
}

impl Terminal {
    /// Looks at the streams and the environment: `--color` wins, then NO_COLOR, then
    /// CLICOLOR_FORCE, then CLICOLOR=0 and TERM=dumb, then whether it is a terminal.
    pub fn detect(choice: ColorChoice) -> Terminal {
        let is_terminal = std::io::stdout().is_terminal();
        let width = match is_terminal {
            true => terminal_size::terminal_size().map_or(100, |(width, _)| width.0 as usize),
            false => 100,
        };
        Terminal {
            is_terminal,
            color: wants_color(choice, is_terminal, |name| env::var(name).ok()),
            error_color: wants_color(choice, std::io::stderr().is_terminal(), |name| {
                env::var(name).ok()
            }),
            width: width.clamp(40, 120),
            unicode: can_unicode(|name| env::var(name).ok()),
        }
    }

    /// What is read elsewhere than on a terminal: in an editor.
    #[cfg(feature = "lsp")]
    pub const PAGE: Terminal = Terminal {
        is_terminal: false,
        color: false,
        error_color: false,
        width: 100,
        unicode: true,
    };

    /// How reports for people are set here.
    pub fn options(&self) -> human::Options {
        human::Options {
            width: self.width,
            columns: if self.is_terminal {
                self.width.saturating_sub(10)
            } else {
                200
            },
            color: self.color,
            unicode: self.unicode,
        }
    }
}

fn wants_color(
    choice: ColorChoice,
    is_terminal: bool,
    var: impl Fn(&str) -> Option<String>,
) -> bool {
    let set = |name: &str| var(name).filter(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR").is_some() => false,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto => {
            is_terminal
                && set("CLICOLOR").is_none_or(|value| value != "0")
                && set("TERM").is_none_or(|value| value != "dumb")
        }
    }
}

/// Only a locale that says plain `C` or `POSIX` is taken at its word.
fn can_unicode(var: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| var(name).filter(|value| !value.is_empty()));
    !matches!(locale.as_deref(), Some("C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(is_terminal: bool, vars: &[(&str, &str)]) -> bool {
        wants_color(ColorChoice::Auto, is_terminal, |name| {
            vars.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn colours_follow_the_conventions() {
        assert!(auto(true, &[]));
        assert!(!auto(false, &[]));
        assert!(!auto(true, &[("NO_COLOR", "1")]));
        assert!(auto(true, &[("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!auto(true, &[("CLICOLOR", "0")]));
        assert!(!auto(true, &[("TERM", "dumb")]));
    }

    #[test]
    fn a_plain_locale_gets_plain_characters() {
        let locale = |value: &'static str| {
            can_unicode(move |name| (name == "LANG").then(|| value.to_string()))
        };
        assert!(locale("de_DE.UTF-8") && locale("C.UTF-8") && locale(""));
        assert!(!locale("C") && !locale("POSIX"));
    }
}
