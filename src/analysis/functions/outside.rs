//! Functions that speak of AWS, the environment and other files.

use super::*;

impl<'a> Evaluator<'a, '_> {
    /// `ecr("app:1.2")`, `ecr(repository, "1.2")`
    pub(super) fn ecr(&mut self, call: &Arguments) -> Outcome {
        let first = call.value(0)?;
        let label = match &first.kind {
            ValueKind::Word(label) => Some(label.clone()),
            ValueKind::Reference(Kind::EcrRepository, label) => Some(label.clone()),
            _ => None,
        };
        if let Some(label) = label {
            let mut text: RawText = vec![RawPart::Attribute {
                kind: Kind::EcrRepository,
                label,
                attribute: "url".into(),
                span: first.span,
            }];
            if call.values.len() > 1 {
                let tag = call.text(1)?;
                let mark = if tag.starts_with("sha256:") { "@" } else { ":" };
                push_part(&mut text, RawPart::Literal(format!("{mark}{tag}").into()));
            }
            return Ok(ValueKind::Text(text));
        }
        let image = call.text(0)?;
        if image.contains(".dkr.ecr.") || image.contains("://") {
            return Err(Fault::Message(
                "`ecr` takes the repository and tag alone: it adds the registry's address".into(),
            ));
        }
        let mut text = RawText::new();
        let account = self.account_part();
        let region = self.region_part();
        let tag = if call.values.len() > 1 {
            format!(":{}", call.text(1)?)
        } else {
            String::new()
        };
        for part in [
            account,
            RawPart::Literal(".dkr.ecr.".into()),
            region,
            RawPart::Literal(".".into()),
            RawPart::DnsSuffix,
            RawPart::Literal(format!("/{image}{tag}").into()),
        ] {
            push_part(&mut text, part);
        }
        Ok(ValueKind::Text(text))
    }

    pub(super) fn environment(&mut self, call: &Arguments) -> Outcome {
        let name = call.text(0)?;
        if let Some(value) = self.inputs.env.and_then(|read| read(name)) {
            return Ok(ValueKind::Text(vec![RawPart::Literal(value.into())]));
        }
        match call.values.get(1) {
            Some(default) => Ok(default.kind.clone()),
            None if self.inputs.complete => {
                let finding = Diagnostic::new(
                    &PARAM_NOT_SET,
                    call.span,
                    format!("the environment variable `{name}` is not set"),
                )
                .help(format!("set it, or give a default: env(\"{name}\", \"…\")"));
                self.report(finding);
                Err(Fault::Silent)
            }
            None => {
                self.unset = true;
                Err(Fault::Silent)
            }
        }
    }

    pub(super) fn file(&mut self, call: &Arguments, place: Place) -> Outcome {
        let relative = call.text(0)?;
        let importer = self.sources.get(place.file).name.clone();
        let path = self.file_system.join(&importer, relative);
        let fault = match self.file_system.read(&path) {
            Ok(bytes) if bytes.len() > LONGEST_TEXT => "is larger than 1 MiB".to_owned(),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Ok(ValueKind::Text(vec![RawPart::Literal(text.into())])),
                Err(_) => "is not UTF-8 text".to_owned(),
            },
            Err(error) => error.reason(),
        };
        let finding = Diagnostic::new(
            &FILE_FUNCTION,
            call.value(0)?.span,
            format!("`{path}` {fault}"),
        )
        .help("the path is relative to the file it is written in");
        self.report(finding);
        Err(Fault::Silent)
    }
}

/// `secret("name")`, `secret("name:json-key")`
pub(super) fn secret(call: &Arguments) -> Outcome {
    let written = call.text(0)?;
    let (name, json_key) = match written.split_once(':') {
        Some(("arn", _)) => {
            return Err(Fault::Message(
                "`secret` takes the secret's name; an ARN is written as a plain string".into(),
            ));
        }
        Some((name, key)) => (name, Some(key)),
        None => (written, None),
    };
    let good = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c);
    if name.is_empty() || name.len() > 512 || !name.chars().all(good) {
        return Err(Fault::Message(format!(
            "`{}` is not a secret's name: letters, digits and /_+=.@- are",
            clip(name)
        )));
    }
    if json_key.is_some_and(|key| key.is_empty() || key.contains(':')) {
        return Err(Fault::Message(
            "a JSON key follows the colon, without colons".into(),
        ));
    }
    Ok(ValueKind::Secret(RawSecret::SecretsManager {
        name: name.into(),
        json_key: json_key.map(SmolStr::new),
    }))
}

/// `ssm("/prod/token")`
pub(super) fn parameter(call: &Arguments) -> Outcome {
    let name = call.text(0)?;
    let good = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
    if name.is_empty() || name.len() > 1011 || !name.chars().all(good) {
        return Err(Fault::Message(format!(
            "`{}` is not a parameter's name: letters, digits and /_.- are",
            clip(name)
        )));
    }
    Ok(ValueKind::Secret(RawSecret::Parameter {
        name: name.into(),
    }))
}
