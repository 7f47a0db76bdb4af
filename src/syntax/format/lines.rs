//! The lines a formatted text is made of, and what stands below each other in them: `=` of
//! neighbouring attributes, `//` of neighbouring trailing comments.

/// One line, or several where a string or comment spans them.
#[derive(Debug, Default)]
pub struct Line {
    pub indent: usize,
    pub code: String,
    /// Length of the name before `=`; 0 where the line is no attribute.
    pub name: usize,
    pub comment: Option<String>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.code.is_empty() && self.comment.is_none()
    }

    /// Nothing but a comment.
    fn is_comment(&self) -> bool {
        self.code.is_empty() && self.comment.is_some()
    }
}

/// Columns a text takes on its last line.
pub fn width(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or("").chars().count()
}

#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    pub fn start(&mut self, indent: usize) {
        self.lines.push(Line {
            indent,
            ..Line::default()
        });
    }

    /// How much there is, to come [back to](Lines::back_to).
    pub fn mark(&self) -> usize {
        self.lines.len()
    }

    /// Drops what came after a mark.
    pub fn back_to(&mut self, mark: usize) {
        self.lines.truncate(mark);
    }

    pub fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    pub fn push(&mut self, code: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.code.push_str(code);
        }
    }

    /// What stands in the current line so far is the name of an attribute.
    pub fn name(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.name = line.code.len();
        }
    }

    /// A comment at the end of the current line.
    pub fn comment(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            match &mut line.comment {
                Some(comment) => {
                    comment.push(' ');
                    comment.push_str(text);
                }
                None => line.comment = Some(text.to_owned()),
            }
        }
    }

    /// A comment on a line of its own.
    pub fn own_comment(&mut self, indent: usize, text: &str) {
        self.start(indent);
        self.comment(text);
    }

    /// The text, with `newline` at the end of every line.
    pub fn finish(&self, newline: &str) -> String {
        let columns = self.comment_columns();
        let mut out = String::new();
        for (line, column) in self.lines.iter().zip(columns) {
            if !line.is_blank() {
                pad(&mut out, line.indent * 2);
                out.push_str(&line.code);
            }
            if let Some(comment) = &line.comment {
                pad(&mut out, column.saturating_sub(line_width(line)));
                out.push_str(comment);
            }
            out.push_str(newline);
        }
        out
    }

    /// Pads the names of attributes that follow one another, so that their `=` stand in a column.
    /// A comment between them changes nothing; a blank line or a value of several lines ends it.
    pub fn align_names(&mut self) {
        let mut run: Vec<usize> = Vec::new();
        for at in 0..self.lines.len() {
            let line = &self.lines[at];
            if line.is_comment() {
                continue;
            }
            let indent = run
                .first()
                .map_or(line.indent, |&first| self.lines[first].indent);
            if line.name == 0 || line.indent != indent {
                self.align(&mut run);
            }
            let line = &self.lines[at];
            if line.name > 0 {
                run.push(at);
                let next = self.lines[at + 1..].iter().find(|line| !line.is_comment());
                let deeper = next.is_some_and(|next| next.indent > line.indent);
                if deeper || line.code.contains('\n') {
                    self.align(&mut run);
                }
            }
        }
        self.align(&mut run);
    }

    fn align(&mut self, run: &mut Vec<usize>) {
        let longest = run.iter().map(|&at| self.lines[at].name).max().unwrap_or(0);
        for at in run.drain(..) {
            let line = &mut self.lines[at];
            let padding = " ".repeat(longest - line.name);
            line.code.insert_str(line.name, &padding);
        }
    }

    /// The column of each line's comment: two spaces after the longest code of its neighbours.
    fn comment_columns(&self) -> Vec<usize> {
        let mut columns = vec![0; self.lines.len()];
        let mut start = 0;
        while start < self.lines.len() {
            let first = &self.lines[start];
            let length = self.lines[start..]
                .iter()
                .take_while(|line| {
                    line.comment.is_some() && !line.code.is_empty() && line.indent == first.indent
                })
                .count();
            if length == 0 {
                let alone = !first.code.is_empty();
                columns[start] = if alone { line_width(first) + 2 } else { 0 };
                start += 1;
                continue;
            }
            let run = start..start + length;
            let longest = self.lines[run.clone()]
                .iter()
                .map(line_width)
                .max()
                .unwrap_or(0);
            columns[run].fill(longest + 2);
            start += length;
        }
        columns
    }
}

fn line_width(line: &Line) -> usize {
    match line.code.contains('\n') {
        true => width(&line.code),
        false => line.indent * 2 + width(&line.code),
    }
}

fn pad(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}
