//! Somebody who types a text that is known, in an editor that closes brackets and quotes or not.

pub struct Typist {
    typed: String,
    /// What the editor has put behind the cursor, the innermost last.
    pending: Vec<String>,
    closes: bool,
}

impl Typist {
    pub fn new(closes: bool) -> Typist {
        Typist {
            typed: String::new(),
            pending: Vec::new(),
            closes,
        }
    }

    /// What stands before the cursor.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// What would close everything still open.
    pub fn closers(&self) -> String {
        self.pending.iter().rev().map(String::as_str).collect()
    }

    pub fn text(&self) -> String {
        match self.closes {
            true => format!("{}{}", self.typed, self.closers()),
            false => self.typed.clone(),
        }
    }

    pub fn press(&mut self, c: char) {
        let innermost = self.pending.last().map_or("", |closer| closer.trim_start());
        let quoted = innermost == "\"";
        let escaped = self.typed.ends_with('\\');
        if self.in_comment() {
            // Editors close nothing there.
        } else if innermost == c.to_string() && !(quoted && escaped) {
            self.pending.pop();
        } else if !quoted {
            match c {
                '{' => self.pending.push("}".to_owned()),
                '[' => self.pending.push("]".to_owned()),
                '(' => self.pending.push(")".to_owned()),
                '"' => self.pending.push("\"".to_owned()),
                '\n' if self.typed.ends_with(['{', '[', '(']) => self.spread(),
                _ => {}
            }
        } else if c == '{' && self.typed.ends_with('$') {
            self.pending.push("}".to_owned());
        }
        self.typed.push(c);
    }

    /// Enter between a pair puts its end on a line of its own, as far in as the line it began on.
    fn spread(&mut self) {
        let line = self.typed.lines().last().unwrap_or("");
        let indent: String = line.chars().take_while(|c| *c == ' ').collect();
        if let Some(closer) = self.pending.last_mut() {
            closer.insert_str(0, &format!("\n{indent}"));
        }
    }

    fn in_comment(&self) -> bool {
        let line = self.typed.rsplit('\n').next().unwrap_or("");
        let (mut quoted, mut last) = (false, ' ');
        for c in line.chars() {
            match c {
                '"' if last != '\\' => quoted = !quoted,
                '/' if last == '/' && !quoted => return true,
                _ => {}
            }
            last = c;
        }
        false
    }
}
