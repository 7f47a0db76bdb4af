//! Types and attributes that several kinds share, and the means to put lists of attributes together.

use super::kind::{Form, Kind};
use super::types::{Attribute, Encode, Format, Type, Word, attr, word};

/// A list type: element type, least and most elements.
macro_rules! list {
    ($of:expr, $min:expr, $max:expr) => {
        $crate::vocabulary::types::Type::List {
            of: const { &$of },
            min: $min,
            max: $max,
        }
    };
}
/// A map type with keys of the user's own: value type, least and most entries.
macro_rules! map {
    ($of:expr, $min:expr, $max:expr) => {
        $crate::vocabulary::types::Type::Map {
            of: const { &$of },
            min: $min,
            max: $max,
        }
    };
}
pub(super) use {list, map};

/// No upper bound AWS would state.
pub(super) const MANY: usize = usize::MAX;
/// No upper bound of a number.
pub(super) const INT_MAX: i64 = i64::MAX;
pub(super) const MIB: u64 = 1 << 20;
pub(super) const GIB: u64 = 1 << 30;
/// A size without an upper bound AWS would state.
pub(super) const SIZE_MAX: u64 = 1 << 60;
pub(super) const MINUTE: u64 = 60;
pub(super) const DAY: u64 = 86_400;
/// A duration without an upper bound AWS would state.
pub(super) const DURATION_MAX: u64 = 1 << 40;

/// Any text, the empty one too.
pub(super) const ANY_TEXT: Type = Type::String(Format::Any);
/// Text with at least one character.
pub(super) const TEXT: Type = Type::String(Format::NonEmpty);
pub(super) const ARN: Type = Type::String(Format::Arn);
pub(super) const ROLE: Type = Type::Ref(&[Kind::Role]);
/// A role or the profile around it: EC2 takes the profile, and one is made for a role.
pub(super) const ROLE_OR_PROFILE: Type = Type::Ref(&[Kind::Role, Kind::InstanceProfile]);

pub(super) const fn int(min: i64, max: i64) -> Type {
    Type::Int { min, max }
}

/// A size that must be written with its unit.
pub(super) const fn size(min: u64, max: u64) -> Type {
    Type::Size {
        min,
        max,
        bare_mib: false,
    }
}

pub(super) const fn duration(min: u64, max: u64) -> Type {
    Type::Duration { min, max }
}

/// Whether a thing takes work.
pub(super) const STATE: Type = Type::Enum(&[
    word("ENABLED", "Takes work."),
    word(
        "DISABLED",
        "Takes no new work; what runs goes on to its end.",
    ),
]);

/// A switch AWS spells with words.
pub(super) const ON_OFF: Type = Type::Enum(&[word("ENABLED", "On."), word("DISABLED", "Off.")]);

pub(super) const TAGS: Attribute = attr(
    "tags",
    map!(Type::String(Format::Any), 0, 50),
    "Tags of the thing itself, for cost reports and access rules. They are added to the project's \
     tags and win over them; keys may not begin with `aws:`. Left out, it has the project's tags.",
)
.to("tags", "tags")
.example("{ team = \"genomics\" }");

pub(super) const NAME_DOC: &str = "The name in AWS, behind the project's `name_prefix`. Left out, the label is the name. Letters, \
     digits, `-` and `_`, at most 128, a letter or digit first.";

/// The name of something of AWS Batch's.
pub(super) const fn name(aws: &'static str) -> Attribute {
    attr("name", Type::String(Format::BatchName), NAME_DOC)
        .default_described("the label")
        .to(aws, "name")
        .example("\"nightly\"")
}

impl Attribute {
    /// A field of a JSON document that Terraform passes on as it stands.
    pub(super) const fn json(self, aws: &'static str) -> Attribute {
        self.to(aws, "")
    }

    /// A whole number of seconds in AWS's request.
    pub(super) const fn seconds(self) -> Attribute {
        self.encode(Encode::Seconds)
    }
}

/// The attributes of `a`, then those of `b`.
pub(super) const fn join<const A: usize, const B: usize, const N: usize>(
    a: [Attribute; A],
    b: [Attribute; B],
) -> [Attribute; N] {
    assert!(A + B == N, "the sum of the lengths");
    let mut all = [attr("", Type::Bool, ""); N];
    let mut at = 0;
    while at < N {
        all[at] = if at < A { a[at] } else { b[at - A] };
        at += 1;
    }
    all
}

/// These attributes, allowed in these forms only, unless they already say where.
pub(super) const fn only_in<const N: usize>(
    mut attributes: [Attribute; N],
    forms: &'static [Form],
) -> [Attribute; N] {
    let mut at = 0;
    while at < N {
        if attributes[at].forms.is_empty() {
            attributes[at].forms = forms;
        }
        at += 1;
    }
    attributes
}

/// Of processors, as AWS Batch spells them.
pub(super) const ARCHITECTURES: &[Word] = &[
    word("X86_64", "Intel and AMD processors."),
    word(
        "ARM64",
        "AWS Graviton processors: the image must be built for them.",
    ),
];
