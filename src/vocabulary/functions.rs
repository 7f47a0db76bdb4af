//! The built-in functions: signatures and documentation. The evaluator carries them out.

/// A built-in function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    /// As it is called: `join(separator, list)`; `[…]` is optional, `…` repeats.
    pub signature: &'static str,
    pub params: &'static [Parameter],
    /// Markdown; the first sentence stands alone.
    pub doc: &'static str,
    /// A call and what comes of it: `upper("a")` is `"A"`.
    pub example: (&'static str, &'static str),
    /// The heading it stands under: "Strings".
    pub group: &'static str,
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub optional: bool,
    /// It takes any number of values from here on.
    pub repeats: bool,
}

impl Function {
    /// The least and most arguments; `usize::MAX` where the last repeats.
    pub fn arity(&self) -> (usize, usize) {
        let least = self.params.iter().filter(|param| !param.optional).count();
        let most = match self.params.last() {
            Some(last) if last.repeats => usize::MAX,
            _ => self.params.len(),
        };
        (least, most)
    }
}

/// All functions, by group.
pub fn functions() -> &'static [Function] {
    FUNCTIONS
}

/// One function by its name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn needed(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: false,
        repeats: false,
    }
}

const fn optional(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: true,
        repeats: false,
    }
}

/// One or more.
const fn several(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: false,
        repeats: true,
    }
}

/// None or more.
const fn rest(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: true,
        repeats: true,
    }
}

/// Group, and signature, parameters, doc, example, what comes of it for each function.
macro_rules! functions {
    ($($group:literal { $($name:literal $signature:literal [$($param:expr),*] $doc:literal $call:literal => $result:literal;)* })*) => {
        static FUNCTIONS: &[Function] = &[$($(
            Function {
                name: $name,
                signature: concat!($name, $signature),
                params: &[$($param),*],
                doc: $doc,
                example: ($call, $result),
                group: $group,
            },
        )*)*];
    };
}

functions! {
    "AWS" {
        "ecr" "(image[, tag])" [needed("image"), optional("tag")]
            "An image in a registry of ECR. With text it is the project's own account and region; with an `existing ecr_repository`, that repository and a tag."
            "ecr(\"align:1.4\")" => "\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/align:1.4\"";
        "secret" "(name)" [needed("name")]
            "A secret of Secrets Manager, by its name; behind a colon, one key of a JSON secret. For `secrets`, never shown."
            "secret(\"prod/db:password\")" => "the key `password` of the secret `prod/db`";
        "ssm" "(name)" [needed("name")]
            "A parameter of Systems Manager's Parameter Store, by its name. For `secrets`, never shown."
            "ssm(\"/prod/token\")" => "the parameter `/prod/token`";
        "region" "()" []
            "The region the program is deployed to."
            "region()" => "\"eu-west-1\"";
        "account" "()" []
            "The account the program is deployed to, as text."
            "account()" => "\"123456789012\"";
    }
    "Outside" {
        "env" "(name[, default])" [needed("name"), optional("default")]
            "An environment variable of whoever runs batchlang, or the default where it is not set. A `param` is the better way to say what a program takes."
            "env(\"STAGE\", \"dev\")" => "\"dev\" where `STAGE` is not set";
        "file" "(path)" [needed("path")]
            "The text of a file, as it stands; the path is relative to the file the call is in."
            "file(\"setup.sh\")" => "what `setup.sh` holds";
    }
    "Strings" {
        "upper" "(text)" [needed("text")]
            "All letters in upper case."
            "upper(\"prod\")" => "\"PROD\"";
        "lower" "(text)" [needed("text")]
            "All letters in lower case."
            "lower(\"PROD\")" => "\"prod\"";
        "trim" "(text)" [needed("text")]
            "Without white space at both ends."
            "trim(\" a \")" => "\"a\"";
        "replace" "(text, from, to)" [needed("text"), needed("from"), needed("to")]
            "Every `from` in the text replaced by `to`."
            "replace(\"a.b.c\", \".\", \"-\")" => "\"a-b-c\"";
        "split" "(separator, text)" [needed("separator"), needed("text")]
            "The text cut at every separator, as a list."
            "split(\",\", \"a,b\")" => "[\"a\", \"b\"]";
        "join" "(separator, list)" [needed("separator"), needed("list")]
            "The elements of a list as one text, the separator between them."
            "join(\"-\", [\"a\", \"b\"])" => "\"a-b\"";
        "starts_with" "(text, start)" [needed("text"), needed("start")]
            "Whether the text begins so."
            "starts_with(\"m5.large\", \"m5\")" => "true";
        "ends_with" "(text, end)" [needed("text"), needed("end")]
            "Whether the text ends so."
            "ends_with(\"m5.large\", \"large\")" => "true";
        "substring" "(text, start[, length])" [needed("text"), needed("start"), optional("length")]
            "A part of the text, from a place counted from 0; to the end where no length is given."
            "substring(\"align-large\", 0, 5)" => "\"align\"";
        "format" "(pattern, value…)" [needed("pattern"), rest("value")]
            "The pattern with values put in: `%s` text or number, `%d` a whole number, `%03d` padded with zeros, `%%` a percent sign."
            "format(\"%s-%03d\", \"shard\", 7)" => "\"shard-007\"";
    }
    "Lists and maps" {
        "length" "(value)" [needed("value")]
            "How many elements a list or map has, or characters a text."
            "length([1, 2, 3])" => "3";
        "contains" "(value, what)" [needed("value"), needed("what")]
            "Whether a list has that element, a map that key, or a text that part."
            "contains([\"a\", \"b\"], \"a\")" => "true";
        "concat" "(list…)" [several("list")]
            "Several lists as one."
            "concat([1], [2, 3])" => "[1, 2, 3]";
        "flatten" "(list)" [needed("list")]
            "The elements of the lists in a list, one level down."
            "flatten([[1], [2, 3]])" => "[1, 2, 3]";
        "distinct" "(list)" [needed("list")]
            "Each element once, where it stood first."
            "distinct([\"a\", \"b\", \"a\"])" => "[\"a\", \"b\"]";
        "sort" "(list)" [needed("list")]
            "Smallest first; numbers, texts, sizes or durations."
            "sort([3, 1, 2])" => "[1, 2, 3]";
        "reverse" "(list)" [needed("list")]
            "Last first."
            "reverse([1, 2, 3])" => "[3, 2, 1]";
        "range" "([start, ]end)" [needed("start"), optional("end")]
            "The whole numbers from 0, or from the start, up to the end, which is left out."
            "range(3)" => "[0, 1, 2]";
        "slice" "(list, start[, end])" [needed("list"), needed("start"), optional("end")]
            "A part of the list, places counted from 0, the end left out."
            "slice([\"a\", \"b\", \"c\"], 0, 2)" => "[\"a\", \"b\"]";
        "index" "(list, value)" [needed("list"), needed("value")]
            "The place of a value in the list, counted from 0; an error where it is not there."
            "index([\"a\", \"b\"], \"b\")" => "1";
        "zip" "(keys, values)" [needed("keys"), needed("values")]
            "A map from a list of keys and a list of values."
            "zip([\"a\", \"b\"], [1, 2])" => "{ a = 1, b = 2 }";
        "keys" "(map)" [needed("map")]
            "The keys of a map, as they were written."
            "keys({ a = 1, b = 2 })" => "[\"a\", \"b\"]";
        "values" "(map)" [needed("map")]
            "The values of a map, as they were written."
            "values({ a = 1, b = 2 })" => "[1, 2]";
        "merge" "(map…)" [several("map")]
            "Several maps as one; where they share a key, the last wins."
            "merge({ a = 1 }, { a = 2, b = 3 })" => "{ a = 2, b = 3 }";
        "lookup" "(map, key, default)" [needed("map"), needed("key"), needed("default")]
            "The value under a key, or the default where there is none."
            "lookup({ a = 1 }, \"b\", 0)" => "0";
    }
    "Numbers" {
        "min" "(value…)" [several("value")]
            "The smallest of several values, or of a list."
            "min(3, 1, 2)" => "1";
        "max" "(value…)" [several("value")]
            "The largest of several values, or of a list."
            "max([3, 1, 2])" => "3";
        "sum" "(list)" [needed("list")]
            "All numbers, sizes or durations of a list together."
            "sum([1, 2, 3])" => "6";
        "abs" "(number)" [needed("number")]
            "Without its sign."
            "abs(-3)" => "3";
        "floor" "(number)" [needed("number")]
            "The next whole number below."
            "floor(2.7)" => "2";
        "ceil" "(number)" [needed("number")]
            "The next whole number above."
            "ceil(2.1)" => "3";
        "round" "(number)" [needed("number")]
            "The nearest whole number."
            "round(2.5)" => "3";
    }
    "Conversions" {
        "string" "(value)" [needed("value")]
            "A number, boolean, size or duration as text."
            "string(8)" => "\"8\"";
        "int" "(value)" [needed("value")]
            "A text of digits, or a decimal without a fraction, as a whole number."
            "int(\"8\")" => "8";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_shows_the_parameters() {
        for function in functions() {
            let inside = function.signature[function.name.len()..].trim_matches(['(', ')']);
            let shown: Vec<String> = inside
                .split(',')
                .map(|part| {
                    part.chars()
                        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect()
                })
                .filter(|part: &String| !part.is_empty())
                .collect();
            let names: Vec<&str> = function.params.iter().map(|param| param.name).collect();
            assert_eq!(shown, names, "{}", function.name);
            let optional = function
                .params
                .iter()
                .filter(|param| param.optional && !param.repeats);
            let brackets = function.signature.matches('[').count();
            assert_eq!(optional.count(), brackets, "{}", function.name);
        }
    }

    #[test]
    fn arity_follows_from_the_parameters() {
        let arity = |name: &str| function(name).map(Function::arity);
        assert_eq!(arity("region"), Some((0, 0)));
        assert_eq!(arity("ecr"), Some((1, 2)));
        assert_eq!(arity("concat"), Some((1, usize::MAX)));
        assert_eq!(arity("format"), Some((1, usize::MAX)));
        assert_eq!(arity("lookup"), Some((3, 3)));
    }
}
