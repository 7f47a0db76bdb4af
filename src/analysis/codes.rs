//! The codes of loading, evaluating and typing.

pub use crate::syntax::codes::NEEDS_QUOTES;

crate::codes! {
    UNREADABLE_FILE = "unreadable-file", Error, "a file that cannot be read";
    NOT_UTF8 = "not-utf8", Error, "a file that is not UTF-8 text";
    IMPORT_FAILED = "import-failed", Error, "an import that cannot be read";
    IMPORT_CYCLE = "import-cycle", Error, "files that import each other";
    CYCLE = "cycle", Error, "things defined by each other";
    UNKNOWN_KIND = "unknown-kind", Error, "a declaration batchlang does not know";
    WRONG_KIND_OF_DECLARATION = "wrong-kind-of-declaration", Error, "a kind that cannot be declared, or cannot be `existing`";
    UNKNOWN_ATTRIBUTE = "unknown-attribute", Error, "an attribute its block does not have";
    DUPLICATE_ATTRIBUTE = "duplicate-attribute", Error, "an attribute set twice";
    MISSING_ATTRIBUTE = "missing-attribute", Error, "a required attribute left out";
    DEPRECATED_ATTRIBUTE = "deprecated-attribute", Warning, "an attribute AWS calls deprecated";
    WRONG_FORM = "wrong-form", Error, "an attribute that has no place in this form of block";
    WRONG_TYPE = "wrong-type", Error, "a value of the wrong type";
    OUT_OF_RANGE = "out-of-range", Error, "a number AWS does not take";
    WRONG_LENGTH = "wrong-length", Error, "too few or too many elements";
    UNIT_NEEDED = "unit-needed", Error, "a number without its unit";
    INVALID_FORMAT = "invalid-format", Error, "text that does not have the form AWS asks for";
    UNKNOWN_REGION = "unknown-region", Error, "a region AWS does not have";
    UNKNOWN_WORD = "unknown-word", Error, "a word that is none of AWS's for this attribute";
    QUOTED_WORD = "quoted-word", Error, "a word of AWS's own in quotes";
    QUOTED_REFERENCE = "quoted-reference", Error, "a declaration named by a string";
    UNRESOLVED_REFERENCE = "unresolved-reference", Error, "a reference to nothing";
    WRONG_KIND_OF_REFERENCE = "wrong-kind-of-reference", Error, "a reference to another kind of thing";
    DUPLICATE_DECLARATION = "duplicate-declaration", Error, "a name declared twice";
    DUPLICATE_PROJECT = "duplicate-project", Error, "more than one project in a program";
    NO_PROJECT = "no-project", Error, "a program without a project";
    DUPLICATE_KEY = "duplicate-key", Error, "a key that stands twice in a map";
    NAME_TAKEN = "name-taken", Error, "a variable with the name of something else";
    UNKNOWN_NAME = "unknown-name", Error, "a name nothing has";
    UNKNOWN_TEMPLATE = "unknown-template", Error, "a template that does not exist";
    WRONG_TEMPLATE = "wrong-template", Error, "a template of another kind of block";
    UNKNOWN_FUNCTION = "unknown-function", Error, "a function that does not exist";
    WRONG_ARGUMENTS = "wrong-arguments", Error, "a call with the wrong arguments";
    INVALID_OPERATION = "invalid-operation", Error, "an operator on values it cannot join";
    NO_SUCH_KEY = "no-such-key", Error, "a key or element that is not there";
    NOT_TEXT = "not-text", Error, "something in a string that is not text";
    KNOWN_ONLY_TO_AWS = "known-only-to-aws", Error, "a value needed before it can be known";
    INVALID_LABEL = "invalid-label", Error, "a computed label that cannot be one";
    MISPLACED_DECLARATION = "misplaced-declaration", Error, "a declaration where it may not stand";
    PARAM_NOT_SET = "param-not-set", Error, "a parameter without a value";
    INVALID_PARAM = "invalid-param", Error, "a parameter's value of the wrong type";
    FILE_FUNCTION = "file-not-read", Error, "a file that file(…) cannot read";
    TOO_LARGE = "too-large", Error, "a program that grows beyond all bounds";
    UNUSED_LET = "unused-let", Warning, "a `let` nothing uses";
    UNUSED_PARAM = "unused-param", Warning, "a `param` nothing uses";
    UNUSED_TEMPLATE = "unused-template", Warning, "a `template` nothing uses";
    UNUSED_ALLOW = "unused-allow", Warning, "an `allow` that silences nothing";
    UNKNOWN_CODE = "unknown-code", Warning, "an `allow` of a code that does not exist";
}
