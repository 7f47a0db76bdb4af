//! Tags: how many, how long, and which keys are AWS's own.

use super::super::facts::Facts;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::program::{Block, Field, Key, Object, Typed};
use crate::vocabulary::Kind;

codes! {
    RESERVED_TAG = "reserved-tag", Error, "a tag's key begins with `aws:`, which is AWS's own";
    TAG_TOO_LONG = "tag-too-long", Error, "a tag's key or value is longer than AWS takes";
    TOO_MANY_TAGS = "too-many-tags", Error, "more tags than AWS takes on one thing";
    NO_ROOM_FOR_JOB_TAGS = "no-room-for-job-tags", Warning, "tags that leave no room for those of a job";
}

/// Tags on one thing.
const MAX_TAGS: usize = 50;
/// Characters of a key.
const MAX_KEY: usize = 128;
/// Characters of a value.
const MAX_VALUE: usize = 256;
/// The attributes that hold tags.
const TAG_ATTRIBUTES: [&str; 3] = ["tags", "instance_tags", "capacity_tags"];

pub fn check(program: &Facts, block: &Block, out: &mut Vec<Diagnostic>) {
    let project = program.project().map(|project| &project.object);
    if block.existing {
        return;
    }
    for name in TAG_ATTRIBUTES {
        let Some(field) = block.field(name) else {
            continue;
        };
        for (key, value) in field.value.as_map().unwrap_or_default() {
            reserved(key, out);
            too_long(key, value, out);
        }
        too_many(block, field, project, out);
    }
}

fn reserved(key: &Key, out: &mut Vec<Diagnostic>) {
    let start = key.text.get(..4).unwrap_or_default();
    if !start.eq_ignore_ascii_case("aws:") {
        return;
    }
    out.push(
        Diagnostic::new(
            &RESERVED_TAG,
            key.span,
            format!("the tag `{}` begins with `aws:`", key.text),
        )
        .label("AWS's own")
        .why("AWS keeps keys that begin with `aws:` for itself and refuses them from anyone else")
        .help("choose another key"),
    );
}

fn too_long(key: &Key, value: &Typed, out: &mut Vec<Diagnostic>) {
    let key_length = key.text.chars().count();
    let found = |span, what: &str, length: usize, most: usize| {
        Diagnostic::new(
            &TAG_TOO_LONG,
            span,
            format!("a tag's {what} has {length} characters; AWS takes {most}"),
        )
        .label(format!("{} too many", length - most))
        .why("the request that creates the resource is refused")
        .help("shorten it")
    };
    if key_length > MAX_KEY {
        out.push(found(key.span, "key", key_length, MAX_KEY));
    } else if key_length == 0 {
        out.push(
            Diagnostic::new(&TAG_TOO_LONG, key.span, "a tag's key has no characters")
                .label("empty")
                .why("AWS takes keys of 1 to 128 characters")
                .help("name the tag"),
        );
    }
    let value_length = value.as_str().map_or(0, |text| text.chars().count());
    if value_length > MAX_VALUE {
        out.push(found(value.span, "value", value_length, MAX_VALUE));
    }
}

/// Counts a block's own tags and those of the project, which every resource gets as well.
fn too_many(block: &Block, field: &Field, project: Option<&Object>, out: &mut Vec<Diagnostic>) {
    let own = field.value.as_map().unwrap_or_default();
    let shared = project
        .filter(|_| block.kind != Kind::Project)
        .map_or(&[][..], |p| p.map("tags"));
    // What is too much by itself is the attribute's own error.
    if own.len().max(shared.len()) > MAX_TAGS || field.value.is_unknown() {
        return;
    }
    let added = shared
        .iter()
        .filter(|(key, _)| !own.iter().any(|(k, _)| k.text == key.text))
        .count();
    let count = own.len() + added;
    let propagated = block
        .get("propagate_tags")
        .filter(|value| value.as_bool() == Some(true));
    if let Some(propagated) =
        propagated.filter(|_| count == MAX_TAGS && field.attribute.name == "tags")
    {
        out.push(
            Diagnostic::new(
                &NO_ROOM_FOR_JOB_TAGS,
                field.name_span,
                format!("with {MAX_TAGS} tags `{}` leaves no room for a tag of the job", block.label),
            )
            .label("as many as a task may have")
            .also(propagated.span, "the task gets them all")
            .why("where a job is submitted with tags of its own the two are put together, and a job with more than 50 fails")
            .help("drop a tag, or `propagate_tags`"),
        );
    }
    if count <= MAX_TAGS {
        return;
    }
    let mut found = Diagnostic::new(
        &TOO_MANY_TAGS,
        field.name_span,
        format!(
            "`{}` would have {count} tags; AWS takes {MAX_TAGS}",
            block.label
        ),
    )
    .label(format!("{} tags", own.len()))
    .why("the request that creates the resource is refused")
    .help("drop some; what only people read can stand in a comment");
    if added > 0
        && let Some(tags) = project.and_then(|project| project.field("tags"))
    {
        found = found.also(tags.name_span, format!("{added} more from the project"));
    }
    out.push(found);
}

#[cfg(test)]
mod tests {
    use super::super::samples::codes;
    use crate::analysis::testing::codes_of;

    fn many(count: usize) -> String {
        (0..count).map(|at| format!("k{at} = \"v\"\n")).collect()
    }

    #[test]
    fn fifty_are_taken() {
        assert!(codes(&format!("tags = {{\n{}}}", many(50))).is_empty());
    }

    #[test]
    fn tags_of_the_project_count_unless_they_are_set_again() {
        let project = format!(
            "project p {{\nregion = \"us-east-1\"\ntags = {{\n{}}}\n}}\n",
            many(30)
        );
        let with = |tags: String| {
            codes_of(
                &(project.clone() + &super::super::samples::ec2(&format!("tags = {{\n{tags}}}"))),
            )
        };
        assert!(with(many(50)).is_empty());
        let others = many(30).replace('k', "other");
        assert_eq!(with(others), ["too-many-tags"]);
    }

    #[test]
    fn reserved_keys_in_any_case() {
        assert_eq!(
            codes("instance_tags = { \"AWS:x\" = \"v\" }"),
            ["reserved-tag"]
        );
        assert!(codes("instance_tags = { awsome = \"v\" }").is_empty());
    }
}
