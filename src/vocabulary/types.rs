//! What the table is made of: attributes, their types, and how each travels to AWS and Terraform.

use super::kind::{Form, Kind};

/// The type of an attribute's value.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    Bool,
    /// Whole number within inclusive bounds.
    Int {
        min: i64,
        max: i64,
    },
    /// Number within inclusive bounds; a whole number will do.
    Decimal {
        min: f64,
        max: f64,
    },
    String(Format),
    /// A size; bounds in bytes. `bare_mib`: a number without a unit means MiB.
    Size {
        min: u64,
        max: u64,
        bare_mib: bool,
    },
    /// A duration; bounds in seconds, inclusive.
    Duration {
        min: u64,
        max: u64,
    },
    /// One of AWS's own words, bare.
    Enum(&'static [Word]),
    /// A declaration (or `existing`) of one of these kinds, by its label.
    Ref(&'static [Kind]),
    /// `secret("…")`, `ssm("…")`, an `existing secret`, or the ARN as a string.
    Secret,
    List {
        of: &'static Type,
        min: usize,
        max: usize,
    },
    /// Keys of the user's own.
    Map {
        of: &'static Type,
        min: usize,
        max: usize,
    },
    /// Keys known to the language.
    Object(&'static [Attribute]),
    /// Any of these; the first that fits the written value's shape.
    OneOf(&'static [Type]),
    /// Whatever is written, passed on as it stands (policy conditions).
    Any,
}

/// A word of an enum, as AWS spells it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub name: &'static str,
    /// One line: when to choose it.
    pub doc: &'static str,
    /// Why AWS refuses it for anything new, where it does (end of life).
    pub retired: Option<&'static str>,
}

pub const fn word(name: &'static str, doc: &'static str) -> Word {
    Word {
        name,
        doc,
        retired: None,
    }
}

impl Word {
    pub const fn retired(mut self, why: &'static str) -> Word {
        self.retired = Some(why);
        self
    }
}

/// What a string must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Any,
    /// At least one character.
    NonEmpty,
    /// At most this many characters, at least one.
    Max(usize),
    /// A name AWS Batch accepts: `^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$`.
    BatchName,
    /// 1–64 of `[\w+=,.@-]`.
    RoleName,
    Arn,
    Region,
    /// Twelve digits.
    Account,
    /// IPv4 or IPv6 block.
    Cidr,
    /// Instance type, family or keyword, of the catalogue.
    InstanceType,
    /// Instance type only.
    SingleInstanceType,
    /// Container image reference, at most 255 characters.
    Image,
    VpcId,
    SubnetId,
    SecurityGroupId,
    AmiId,
    LaunchTemplateId,
    FileSystemId,
    AccessPointId,
    /// A managed policy's name or ARN.
    ManagedPolicy,
    /// An IAM action: `s3:GetObject`, `s3:*`, `*`.
    Action,
    /// An IAM resource: ARN with wildcards, or `*`.
    PolicyResource,
    /// A service that may assume a role: `ecs-tasks.amazonaws.com`.
    ServicePrincipal,
    AvailabilityZone,
    /// An absolute path in a container.
    AbsolutePath,
    /// `a:b`, `:b`, `a:` or `n`: nodes of a multi-node job.
    NodeRange,
    /// Fair-share identifier: ≤ 255 letters or digits, optional trailing `*`.
    ShareIdentifier,
    /// Pattern of a retry rule: `[A-Za-z0-9.:\s]*\*?`, ≤ 512.
    RetryPattern,
    /// Pattern of an exit code: `[0-9]*\*?`, ≤ 512.
    ExitCodePattern,
    /// Kubernetes namespace < 64, not `default`, not `kube-*`.
    KubernetesNamespace,
    /// Kubernetes label or object name.
    KubernetesName,
    /// Kubernetes memory: whole `Mi`, at least 4.
    KubernetesMemory,
    /// `LATEST` or `1.4.0`.
    PlatformVersion,
    /// A capability of Linux without its `CAP_`: `SYS_PTRACE`.
    Capability,
    /// An option of mount(8): `noexec`, `mode=1777`.
    MountOption,
}

/// Whether an attribute must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Optional,
    Required,
    /// Required in these forms.
    RequiredIn(&'static [Form]),
}

/// What happens when an attribute is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// Nothing is sent.
    None,
    /// This expression of the language, applied by the lowering and shown in docs.
    Value(&'static str),
    /// Decided by the lowering from other attributes; this sentence says how.
    Described(&'static str),
}

/// How a value is written in AWS's request, where it is not written as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encode {
    Plain,
    /// Whole MiB.
    Mib,
    /// Whole GiB.
    Gib,
    /// Whole seconds.
    Seconds,
    /// Whole minutes.
    Minutes,
    /// As a string: "2".
    Text,
    /// A map becomes a list of pairs under these two names: `environment` → `[{name, value}]`.
    Pairs(&'static str, &'static str),
    /// One entry of `resourceRequirements` with this `type`.
    Requirement(&'static str),
    /// One value becomes a list of one.
    Single,
    /// Each element becomes an object with one field of this name: `["a"]` → `[{name: "a"}]`.
    Named(&'static str),
    /// Each element becomes an object with its place, counted from 1, and a field of this name:
    /// `[a, b]` → `[{order: 1, computeEnvironment: a}, …]`.
    Ordered(&'static str),
    /// A size as Kubernetes writes it, in whole MiB: `512Mi`.
    Quantity,
    /// The lowering has a function of its own for it.
    Custom,
}

/// One attribute of a block or object.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    pub name: &'static str,
    pub ty: Type,
    pub presence: Presence,
    pub default: Default,
    /// Where AWS's API has it, from the request (top level) or the object around it:
    /// `computeResources.maxvCpus`. In a job definition `@container` stands for the container's
    /// properties and `@task` for those shared by the containers of a task (for a single
    /// container both are `containerProperties`). Empty: the API has no such field.
    pub aws: &'static str,
    /// The argument of the Terraform resource or block around it: `compute_resources.max_vcpus`.
    /// `None`: the provider cannot say it, so compiling to Terraform reports it. Empty: nothing
    /// of that name is needed there (another resource carries it).
    pub terraform: Option<&'static str>,
    pub encode: Encode,
    /// Where it may stand; empty: in every form.
    pub forms: &'static [Form],
    /// Markdown; the first sentence stands alone.
    pub doc: &'static str,
    /// A value, as it would be written behind `=`.
    pub example: &'static str,
    /// When AWS added it, where that is known and recent: "2026-08".
    pub since: Option<&'static str>,
    /// What to write instead, where AWS calls it deprecated.
    pub deprecated: Option<&'static str>,
}

/// An optional attribute of that type; the rest is added by the methods below.
pub const fn attr(name: &'static str, ty: Type, doc: &'static str) -> Attribute {
    Attribute {
        name,
        ty,
        presence: Presence::Optional,
        default: Default::None,
        aws: "",
        terraform: None,
        encode: Encode::Plain,
        forms: &[],
        doc,
        example: "",
        since: None,
        deprecated: None,
    }
}

impl Attribute {
    /// Whether a block of that form cannot do without it; of a form that cannot be told only what
    /// every form needs.
    pub fn is_required(&self, form: Option<Form>) -> bool {
        match self.presence {
            Presence::Optional => false,
            Presence::Required => true,
            Presence::RequiredIn(forms) => form.is_some_and(|form| forms.contains(&form)),
        }
    }

    pub const fn required(mut self) -> Attribute {
        self.presence = Presence::Required;
        self
    }

    pub const fn required_in(mut self, forms: &'static [Form]) -> Attribute {
        self.presence = Presence::RequiredIn(forms);
        self
    }

    pub const fn default(mut self, expression: &'static str) -> Attribute {
        self.default = Default::Value(expression);
        self
    }

    pub const fn default_described(mut self, sentence: &'static str) -> Attribute {
        self.default = Default::Described(sentence);
        self
    }

    /// AWS field and Terraform argument.
    pub const fn to(mut self, aws: &'static str, terraform: &'static str) -> Attribute {
        self.aws = aws;
        self.terraform = Some(terraform);
        self
    }

    /// AWS field that Terraform's provider does not have.
    pub const fn aws_only(mut self, aws: &'static str) -> Attribute {
        self.aws = aws;
        self.terraform = None;
        self
    }

    /// Steers batchlang or another resource; no field of its own on either side.
    pub const fn own(mut self) -> Attribute {
        self.aws = "";
        self.terraform = Some("");
        self.encode = Encode::Custom;
        self
    }

    pub const fn encode(mut self, encode: Encode) -> Attribute {
        self.encode = encode;
        self
    }

    pub const fn only(mut self, forms: &'static [Form]) -> Attribute {
        self.forms = forms;
        self
    }

    pub const fn example(mut self, example: &'static str) -> Attribute {
        self.example = example;
        self
    }

    pub const fn since(mut self, when: &'static str) -> Attribute {
        self.since = Some(when);
        self
    }

    pub const fn deprecated(mut self, instead: &'static str) -> Attribute {
        self.deprecated = Some(instead);
        self
    }
}
