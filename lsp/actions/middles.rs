//! What several texts have in common at their ends, and what they differ in between.

/// What texts have in common at their beginning and end, and what each has between.
pub fn middles<'t>(texts: &[&'t str]) -> Option<(&'t str, Vec<&'t str>, &'t str)> {
    let (first, rest) = texts.split_first()?;
    let shortest = texts.iter().map(|text| text.len()).min()?;
    let ascii = texts.iter().all(|text| text.is_ascii());
    let byte = |text: &str, at: usize| text.as_bytes()[at];
    let shared = |same: &dyn Fn(&str, usize) -> bool, most: usize| {
        let all = |at: &usize| rest.iter().all(|text| same(text, *at));
        (0..most).take_while(all).count()
    };
    let head = shared(&|text, at| byte(text, at) == byte(first, at), shortest);
    // A word is not cut: `spot-1` and `spot-12` differ in `1` and `12`.
    let cut = |at: usize| {
        first[..at]
            .rfind(['-', '_', '.', '/', ':'])
            .map_or(0, |at| at + 1)
    };
    if !ascii {
        return None;
    }
    let head = cut(head);
    let end = |text: &str, at: usize| byte(text, text.len() - 1 - at);
    let tail = shared(&|text, at| end(text, at) == end(first, at), shortest - head);
    let behind = &first[first.len() - tail..];
    let tail = behind
        .find(['-', '_', '.', '/', ':'])
        .map_or(0, |at| tail - at);
    let middle = |text: &&'t str| text.get(head..text.len() - tail);
    let keys: Vec<&str> = texts.iter().map(middle).collect::<Option<_>>()?;
    let usable = keys.iter().all(|key| !key.is_empty());
    usable.then(|| (&first[..head], keys, &first[first.len() - tail..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_in_whole_words() {
        let found = |texts: &[&'static str]| middles(texts);
        assert_eq!(found(&["a-1", "a-12"]), Some(("a-", vec!["1", "12"], "")));
        assert_eq!(
            found(&["fast-queue", "slow-queue"]),
            Some(("", vec!["fast", "slow"], "-queue"))
        );
        assert_eq!(
            found(&["fast", "faster"]),
            Some(("", vec!["fast", "faster"], ""))
        );
        assert_eq!(found(&["a-b", "a-b-c"]), Some(("a-", vec!["b", "b-c"], "")));
        assert_eq!(found(&["a-", "a-b"]), None);
    }
}
