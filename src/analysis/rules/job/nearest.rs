//! The name a misspelt one was probably meant to be.

/// With more candidates than this a guess is not worth its time.
const MOST: usize = 256;

/// The nearest of `names`, if it is near enough to be a slip of the pen.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (name.len() / 4).clamp(1, 3);
    let mut near: Option<(usize, &str)> = None;
    for other in names.into_iter().take(MOST) {
        if name.len().abs_diff(other.len()) > reach {
            continue;
        }
        let distance = strsim::osa_distance(name, other);
        if distance <= reach && near.is_none_or(|(best, _)| distance < best) {
            near = Some((distance, other));
        }
    }
    near.map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips() {
        assert_eq!(nearest("dta", ["data", "cache"]), Some("data"));
        assert_eq!(nearest("dataset", ["data", "cache"]), None);
        assert_eq!(nearest("refrences", ["references"]), Some("references"));
    }
}
