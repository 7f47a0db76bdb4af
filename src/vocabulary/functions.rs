//! The built-in functions: signatures and documentation. The evaluator carries them out.

/// A built-in function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    pub gives: Gives,
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

/// What comes of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Text,
    Texts,
    Bool,
    Whole,
    Wholes,
    Number,
    /// A number, a size or a duration, as its arguments are.
    Amount,
    Secret,
    List,
    Map,
    Any,
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub optional: bool,
    /// It takes any number of values from here on.
    pub repeats: bool,
    /// It may be what comes of the function, or a part of it: its type is the function's.
    pub given_back: bool,
}

impl Parameter {
    const fn given_back(mut self) -> Parameter {
        self.given_back = true;
        self
    }
}

impl Function {
    /// Whether argument `at`, from 0, is of the type of what comes of it.
    pub fn gives_back(&self, at: usize) -> bool {
        let last = self.params.last().filter(|last| last.repeats);
        let param = self.params.get(at).or(last);
        param.is_some_and(|param| param.given_back)
    }

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
        given_back: false,
    }
}

const fn optional(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: true,
        repeats: false,
        given_back: false,
    }
}

/// One or more.
const fn several(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: false,
        repeats: true,
        given_back: false,
    }
}

/// None or more.
const fn rest(name: &'static str) -> Parameter {
    Parameter {
        name,
        optional: true,
        repeats: true,
        given_back: false,
    }
}

/// Group; and what it gives, signature, parameters, doc, example, what comes of it for each function.
macro_rules! functions {
    ($($group:literal { $($name:literal $gives:ident $signature:literal [$($param:expr),*] $doc:literal $call:literal => $result:literal;)* })*) => {
        static FUNCTIONS: &[Function] = &[$($(
            Function {
                name: $name,
                gives: Gives::$gives,
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
        "ecr" Text "(image[, tag])" [needed("image"), optional("tag")]
            "An image in a registry of ECR. With text it is the project's own account and region; with an `existing ecr_repository`, that repository and a tag."
            "ecr(\"align:1.4\")" => "\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/align:1.4\"";
        "secret" Secret "(name)" [needed("name")]
            "A secret of Secrets Manager, by its name; behind a colon, one key of a JSON secret. For `secrets`, never shown."
            "secret(\"prod/db:password\")" => "the key `password` of the secret `prod/db`";
        "ssm" Secret "(name)" [needed("name")]
            "A parameter of Systems Manager's Parameter Store, by its name. For `secrets`, never shown."
            "ssm(\"/prod/token\")" => "the parameter `/prod/token`";
        "region" Text "()" []
            "The region the program is deployed to."
            "region()" => "\"eu-west-1\"";
        "account" Text "()" []
            "The account the program is deployed to, as text."
            "account()" => "\"123456789012\"";
    }
    "Outside" {
        "env" Text "(name[, default])" [needed("name"), optional("default")]
            "An environment variable of whoever runs batchlang, or the default where it is not set. A `param` is the better way to say what a program takes."
            "env(\"STAGE\", \"dev\")" => "\"dev\" where `STAGE` is not set";
        "file" Text "(path)" [needed("path")]
            "The text of a file, as it stands; the path is relative to the file the call is in."
            "file(\"setup.sh\")" => "what `setup.sh` holds";
    }
    "Strings" {
        "upper" Text "(text)" [needed("text")]
            "All letters in upper case."
            "upper(\"prod\")" => "\"PROD\"";
        "lower" Text "(text)" [needed("text")]
            "All letters in lower case."
            "lower(\"PROD\")" => "\"prod\"";
        "trim" Text "(text)" [needed("text")]
            "Without white space at both ends."
            "trim(\" a \")" => "\"a\"";
        "replace" Text "(text, from, to)" [needed("text"), needed("from"), needed("to")]
            "Every `from` in the text replaced by `to`."
            "replace(\"a.b.c\", \".\", \"-\")" => "\"a-b-c\"";
        "split" Texts "(separator, text)" [needed("separator"), needed("text")]
            "The text cut at every separator, as a list."
            "split(\",\", \"a,b\")" => "[\"a\", \"b\"]";
        "join" Text "(separator, list)" [needed("separator"), needed("list")]
            "The elements of a list as one text, the separator between them."
            "join(\"-\", [\"a\", \"b\"])" => "\"a-b\"";
        "starts_with" Bool "(text, start)" [needed("text"), needed("start")]
            "Whether the text begins so."
            "starts_with(\"m5.large\", \"m5\")" => "true";
        "ends_with" Bool "(text, end)" [needed("text"), needed("end")]
            "Whether the text ends so."
            "ends_with(\"m5.large\", \"large\")" => "true";
        "substring" Text "(text, start[, length])" [needed("text"), needed("start"), optional("length")]
            "A part of the text, from a place counted from 0; to the end where no length is given."
            "substring(\"align-large\", 0, 5)" => "\"align\"";
        "format" Text "(pattern, value…)" [needed("pattern"), rest("value")]
            "The pattern with values put in: `%s` text or number, `%d` a whole number, `%03d` padded with zeros, `%%` a percent sign."
            "format(\"%s-%03d\", \"shard\", 7)" => "\"shard-007\"";
    }
    "Lists and maps" {
        "length" Whole "(value)" [needed("value")]
            "How many elements a list or map has, or characters a text."
            "length([1, 2, 3])" => "3";
        "contains" Bool "(value, what)" [needed("value"), needed("what")]
            "Whether a list has that element, a map that key, or a text that part."
            "contains([\"a\", \"b\"], \"a\")" => "true";
        "concat" List "(list…)" [several("list").given_back()]
            "Several lists as one."
            "concat([1], [2, 3])" => "[1, 2, 3]";
        "flatten" List "(list)" [needed("list")]
            "The elements of the lists in a list, one level down."
            "flatten([[1], [2, 3]])" => "[1, 2, 3]";
        "distinct" List "(list)" [needed("list").given_back()]
            "Each element once, where it stood first."
            "distinct([\"a\", \"b\", \"a\"])" => "[\"a\", \"b\"]";
        "sort" List "(list)" [needed("list").given_back()]
            "Smallest first; numbers, texts, sizes or durations."
            "sort([3, 1, 2])" => "[1, 2, 3]";
        "reverse" List "(list)" [needed("list").given_back()]
            "Last first."
            "reverse([1, 2, 3])" => "[3, 2, 1]";
        "range" Wholes "([start, ]end)" [needed("start"), optional("end")]
            "The whole numbers from 0, or from the start, up to the end, which is left out."
            "range(3)" => "[0, 1, 2]";
        "slice" List "(list, start[, end])" [needed("list").given_back(), needed("start"), optional("end")]
            "A part of the list, places counted from 0, the end left out."
            "slice([\"a\", \"b\", \"c\"], 0, 2)" => "[\"a\", \"b\"]";
        "index" Whole "(list, value)" [needed("list"), needed("value")]
            "The place of a value in the list, counted from 0; an error where it is not there."
            "index([\"a\", \"b\"], \"b\")" => "1";
        "zip" Map "(keys, values)" [needed("keys"), needed("values")]
            "A map from a list of keys and a list of values."
            "zip([\"a\", \"b\"], [1, 2])" => "{ a = 1, b = 2 }";
        "keys" Texts "(map)" [needed("map")]
            "The keys of a map, as they were written."
            "keys({ a = 1, b = 2 })" => "[\"a\", \"b\"]";
        "values" List "(map)" [needed("map")]
            "The values of a map, as they were written."
            "values({ a = 1, b = 2 })" => "[1, 2]";
        "merge" Map "(map…)" [several("map").given_back()]
            "Several maps as one; where they share a key, the last wins."
            "merge({ a = 1 }, { a = 2, b = 3 })" => "{ a = 2, b = 3 }";
        "lookup" Any "(map, key, default)" [needed("map"), needed("key"), needed("default").given_back()]
            "The value under a key, or the default where there is none."
            "lookup({ a = 1 }, \"b\", 0)" => "0";
    }
    "Numbers" {
        "min" Amount "(value…)" [several("value").given_back()]
            "The smallest of several values, or of a list."
            "min(3, 1, 2)" => "1";
        "max" Amount "(value…)" [several("value").given_back()]
            "The largest of several values, or of a list."
            "max([3, 1, 2])" => "3";
        "sum" Amount "(list)" [needed("list")]
            "All numbers, sizes or durations of a list together."
            "sum([1, 2, 3])" => "6";
        "abs" Number "(number)" [needed("number")]
            "Without its sign."
            "abs(-3)" => "3";
        "floor" Whole "(number)" [needed("number")]
            "The next whole number below."
            "floor(2.7)" => "2";
        "ceil" Whole "(number)" [needed("number")]
            "The next whole number above."
            "ceil(2.1)" => "3";
        "round" Whole "(number)" [needed("number")]
            "The nearest whole number."
            "round(2.5)" => "3";
    }
    "Conversions" {
        "string" Text "(value)" [needed("value")]
            "A number, boolean, size or duration as text."
            "string(8)" => "\"8\"";
        "int" Whole "(value)" [needed("value")]
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
